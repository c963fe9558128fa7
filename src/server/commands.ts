import type { App } from './app.ts';
import { systemActor } from './kernel/context.ts';
import type { CommandOutput, CommandRequest } from './kernel/local-socket.ts';
import type { Command } from './kernel/module.ts';
import { moveCommand } from './move/command.ts';
import { Problem } from '../shared/problems.ts';

/** Commands that are nobody's in particular. */
const OWN: Readonly<Record<string, Command>> = { move: moveCommand };

/** Runs one command of the command line inside the product. */
export async function runCommand(
  app: App,
  request: CommandRequest,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<number> {
  const commands: Record<string, Command> = Object.assign({}, ...app.modules.map((module) => module.commands), OWN);
  const [name, ...argv] = request.argv;
  const chosen = name === undefined ? undefined : commands[name];
  if (!chosen) {
    const known = Object.entries(commands).map(
      ([key, command]) => `  ${key.padEnd(10)} ${command.summary}\n             ${command.usage}`,
    );
    output.out(`npm run keyuan -- <command>\n\n${known.join('\n')}\n`);
    return name === undefined || name === 'help' ? 0 : 1;
  }
  try {
    return await chosen.run(app.contextOf(systemActor('cli')), argv, { ...output, cwd: request.cwd, signal });
  } catch (cause) {
    const text =
      cause instanceof Problem
        ? `${cause.text('zh-CN')}\n${cause.text('en')}`
        : cause instanceof Error
          ? cause.message
          : String(cause);
    output.err(`${text}\n`);
    return 1;
  }
}
