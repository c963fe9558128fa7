import type { Id } from '../../kernel/ids.ts';
import type { Stepping } from './steps.ts';

export async function recordDelivery(_at: Stepping, _source: 'request' | 'download'): Promise<Id | null> {
  return null;
}
