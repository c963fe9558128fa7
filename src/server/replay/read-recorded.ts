import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type RecordedCase, recordedCase } from '../../shared/policy/recorded-case.ts';
import { readYaml } from '../kernel/yaml-file.ts';

export interface Recorded {
  name: string;
  recorded: RecordedCase;
}

/** The recorded cases of a rule set's folder (`cases/*.yaml`). @throws Error naming file, line and field */
export function readRecorded(folder: string): Recorded[] {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) return [];
  return readdirSync(cases)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name: `${basename(folder)}/${name}`, recorded: readYaml(join(cases, name), recordedCase) }));
}
