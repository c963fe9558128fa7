import { type Lang, pick } from '../../../shared/i18n.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { drawProcedure } from '../../../shared/procedures/diagram.ts';
import { type Ctx, holds } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { portalProgrammes } from '../identity/index.ts';
import { ruleSetOf, ruleSetVersions } from '../policy/index.ts';
import { desksOfActor } from './access.ts';
import { whoLabel } from './labels.ts';
import { type CaseRules, citeOf, procedureIn } from './rules.ts';

async function programmeOf(ctx: Ctx, id: string) {
  const found = (await portalProgrammes(ctx)).find((programme) => programme.id === id);
  if (!found) throw identityProblem('identity.programme_unknown', { id });
  return found;
}

/** A procedure in the version of the rule set that stands today, or in one by its name. @throws kernel.not_found */
async function rulesIn(ctx: Ctx, programme: string, id: string, version: string | undefined): Promise<CaseRules> {
  const { ruleSet } = await programmeOf(ctx, programme);
  if (version === undefined) return procedureIn(ruleSetOf(ctx, ruleSet), id, programme);
  const found = ruleSetVersions(ctx, ruleSet).find((set) => set.version === version);
  if (!found) throw kernelProblem('kernel.not_found');
  return procedureIn(found, id, programme);
}

/** Procedures of the programmes, and which the caller may open. */
export async function listProcedures(ctx: Ctx, { programme }: { programme?: string | undefined }) {
  const programmes = programme === undefined ? await portalProgrammes(ctx) : [await programmeOf(ctx, programme)];
  const desks = [...(await desksOfActor(ctx))];
  return {
    items: programmes.flatMap(({ id: of, ruleSet: setId }) => {
      const ruleSet = ruleSetOf(ctx, setId);
      return Object.entries(ruleSet.procedures?.procedures ?? {}).map(([id, procedure]) => ({
        programme: of,
        id,
        label: pick(procedure.label, ctx.lang),
        help: procedure.help ? pick(procedure.help, ctx.lang) : null,
        subject: procedure.subject,
        under: procedure.open?.under.map((under) => under.procedure) ?? [],
        under_states: Object.fromEntries(
          (procedure.open?.under ?? []).map((under) => [under.procedure, under.states ?? null]),
        ),
        own_page: procedure.open?.own_page ?? null,
        open_label: procedure.open ? pick(procedure.open.label, ctx.lang) : null,
        may_open: (procedure.open?.own_page === undefined ? (procedure.open?.by ?? []) : []).some((who) =>
          mayBe(ctx, who, of, id, desks),
        ),
        cite: citeOf(ruleSet, procedure),
      }));
    }),
  };
}

/** Whether the caller could be a who, for some subject of the programme. */
function mayBe(ctx: Ctx, text: string, programme: string, procedure: string, desks: readonly string[]): boolean {
  const who = readWho(text);
  if (who?.kind === 'anyone') return ctx.actor.kind === 'account';
  if (who?.kind === 'delegate') return desks.includes(`${who.role}|delegate|${programme}/${procedure}`);
  if (who?.kind !== 'role' || !holds(ctx.actor, who.role)) return false;
  const bound = desks.filter((desk) => desk.startsWith(`${who.role}|programme|`));
  return bound.length === 0 || bound.includes(`${who.role}|programme|${programme}`);
}

/** The table of a procedure, for the reader beside its picture. */
export async function readProcedure(
  ctx: Ctx,
  { programme, id }: { programme: string; id: string },
  { version }: { version?: string | undefined },
) {
  const rules = await rulesIn(ctx, programme, id, version);
  const { procedure, procedures, ruleSet } = rules;
  const { lang } = ctx;
  return {
    programme,
    id,
    label: pick(procedure.label, lang),
    help: procedure.help ? pick(procedure.help, lang) : null,
    cite: citeOf(ruleSet, procedure),
    states: Object.entries(procedure.states).map(([state, { label, final, public: open }]) => ({
      id: state,
      label: pick(label, lang),
      final,
      public: open,
    })),
    steps: procedure.transitions.map((row) => ({
      from: fromStates(procedure, row),
      to: row.to ?? null,
      action: row.action,
      label: pick(row.label, lang),
      by: row.by.map((who) => whoLabel(who, lang)),
      signatures: row.signatures,
      clocks: row.clocks.map((change) => clockText(rules, change, lang)),
      opens: row.opens.map(({ procedure: opened }) => pick(procedures[opened]!.label, lang)),
      produces: row.produces,
      cite: citeOf(ruleSet, row),
    })),
  };
}

const VERBS = {
  start: { zh: '开始：', en: 'starts ' },
  stop: { zh: '停止：', en: 'stops ' },
  pause: { zh: '中止：', en: 'pauses ' },
  resume: { zh: '恢复：', en: 'resumes ' },
} as const;

function clockText({ ruleSet }: CaseRules, change: Transition['clocks'][number], lang: Lang): string {
  const verb = (['start', 'stop', 'pause', 'resume'] as const).find((key) => key in change)!;
  const clock = (change as Record<string, unknown>)[verb] as string;
  return pick(VERBS[verb], lang) + pick(ruleSet.clocks!.clocks[clock]!.label, lang);
}

/** The picture of a procedure. */
export async function drawTable(
  ctx: Ctx,
  { programme, id }: { programme: string; id: string },
  query: { state?: string | undefined; lang?: Lang | undefined; version?: string | undefined },
): Promise<Download> {
  const { procedure } = await rulesIn(ctx, programme, id, query.version);
  const bytes = Buffer.from(drawProcedure(procedure, query.lang ?? ctx.lang, query.state));
  return { bytes, name: `${id}.svg`, mediaType: 'image/svg+xml', size: bytes.length, inline: true };
}
