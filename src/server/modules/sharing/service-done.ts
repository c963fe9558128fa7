import { type ServiceDone, serviceDone } from '../../../shared/sharing/schemas.ts';
import type { Item } from './part-lock.ts';

/** What its platform says was done of an item; null before that. */
export const doneOf = ({ row }: Item): ServiceDone | null => (row.done === null ? null : serviceDone.parse(row.done));
