import { identifierKey, parseIdentifier } from '../../../../shared/catalogue/identifiers.ts';

/** What the registry says of one entry. */
export interface Verdict {
  /** As `identifierKey` gives it. */
  valueKey: string;
  registered: boolean;
  message: string;
}

/** Nothing deeper is looked at. */
const DEPTH = 8;

/**
 * The verdicts in an answer of the registry, wherever they lie in it: an entry has an identifier (its own, or that of its first
 * component) and a status. Status 0 is success; 7 with “existed” says that it was registered before.
 */
export function readVerdicts(answer: unknown): Verdict[] {
  const found: Verdict[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEPTH) return;
    if (!Array.isArray(value)) {
      const verdict = verdictOf(value as Record<string, unknown>);
      if (verdict) return void found.push(verdict);
    }
    for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  visit(answer, 0);
  return found;
}

function verdictOf(entry: Record<string, unknown>): Verdict | undefined {
  const { status } = entry;
  if (typeof status !== 'string' && typeof status !== 'number') return undefined;
  const components = Array.isArray(entry['components']) ? (entry['components'] as unknown[]) : [];
  const first = components.find((component) => typeof component === 'object' && component !== null);
  const text = [entry['identifier'], (first as Record<string, unknown> | undefined)?.['identifier']].find(
    (candidate): candidate is string => typeof candidate === 'string' && candidate !== '',
  );
  if (text === undefined) return undefined;
  const message = [entry['detail'], entry['message'], entry['msg']].find((part) => typeof part === 'string') ?? '';
  const code = String(status);
  return {
    valueKey: identifierKey(parseIdentifier(text).normalized),
    registered: code === '0' || (code === '7' && /exist/i.test(String(message))),
    message: [code, String(message).slice(0, 1000)].filter((part) => part !== '').join(' '),
  };
}
