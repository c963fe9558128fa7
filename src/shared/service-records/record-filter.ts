import { z } from 'zod';
import { isCivilDate } from '../dates.ts';
import { searchText } from '../identity/text.ts';
import { serviceKind, serviceMode, userGroup } from '../stock/service-schemas.ts';
import { recordSource, recordState } from './schemas.ts';

const code = z.string().max(60);
const day = z.string().refine(isCivilDate, { params: { zh: '日期不存在', en: 'there is no such day' } });

/** Which records are meant: by platform, time, kind and state. */
export const recordFilter = z.object({
  platform: code.optional(),
  from: day.optional().describe('first day of the service'),
  to: day.optional(),
  kind: serviceKind.optional(),
  mode: serviceMode.optional(),
  group: userGroup.optional(),
  state: recordState.optional(),
  source: recordSource.optional(),
  overdue: z.stringbool().optional().describe('loans due back that are not back'),
  q: searchText.describe('number, title, unit or project'),
});

export type RecordFilter = z.output<typeof recordFilter>;
