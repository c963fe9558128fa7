import type { SUBJECT_KINDS } from '../../../shared/policy/procedures.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { findPlatform, organisationPlace, portalProgrammes } from '../identity/index.ts';
import type { CaseSubject } from './insert-case.ts';

export interface SubjectInput {
  kind: 'platform' | 'organisation' | 'programme';
  id: string;
}

type Kind = Exclude<(typeof SUBJECT_KINDS)[number], 'case'>;

const KINDS = {
  platform: { zh: '资源库（平台）', en: 'platform' },
  organisation: { zh: '单位', en: 'organisation' },
  programme: { zh: '共享网（辖区）', en: 'programme' },
} as const;

const NOWHERE = { platform_id: null, host_id: null, supervising_id: null, region_code: null };

/** What a case is to be about, and where that is. @throws procedures.subject_wrong */
export async function subjectOf(
  ctx: Ctx,
  kind: Kind,
  given: SubjectInput | undefined,
  programme: string,
): Promise<CaseSubject> {
  const subject = given && given.kind !== kind ? undefined : await find(ctx, kind, given?.id, programme);
  if (!subject)
    throw proceduresProblem('procedures.subject_wrong', { kind_zh: KINDS[kind].zh, kind_en: KINDS[kind].en });
  return subject;
}

async function find(ctx: Ctx, kind: Kind, id: string | undefined, programme: string): Promise<CaseSubject | undefined> {
  if (kind === 'programme') {
    const found = (await portalProgrammes(ctx)).find((other) => other.id === programme);
    return found && { ...NOWHERE, subject_kind: kind, subject_id: programme, title: found.name.zh, demo: false };
  }
  if (id === undefined) return undefined;
  if (kind === 'platform') {
    const platform = await findPlatform(ctx.db, id);
    if (!platform || platform.state === 'closed') return undefined;
    const { host_id, supervising_id, region_code, demo } = platform;
    return {
      subject_kind: kind,
      subject_id: platform.id,
      title: platform.name_zh,
      platform_id: platform.id,
      host_id,
      supervising_id,
      region_code,
      demo,
    };
  }
  const found = /^\d{1,18}$/.test(id) ? await organisationPlace(ctx.db, id) : undefined;
  return (
    found && {
      subject_kind: kind,
      subject_id: found.id,
      title: found.name_zh,
      platform_id: null,
      host_id: found.id,
      supervising_id: found.supervising_id,
      region_code: found.region_code,
      demo: found.demo,
    }
  );
}
