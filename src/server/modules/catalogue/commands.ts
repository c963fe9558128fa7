import type { Command } from '../../kernel/module.ts';
import { exportCommand } from './export-command.ts';
import { generateCommand } from './generate-command.ts';
import { indexCommand } from './index-command.ts';

export const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  index: indexCommand,
  generate: generateCommand,
};
