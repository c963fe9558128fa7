import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { readSetting } from '../../kernel/settings.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { placeOf, type Place } from '../../../web/portal/place.ts';
import { shellMessages } from '../../../web/portal/shell-messages.ts';
import type { Programme, Site } from '../../../web/portal/site.ts';
import { portalProgrammes } from '../identity/index.ts';
import { currentRuleSets } from '../policy/index.ts';
import { DISPLAY_COOKIE, readDisplay } from '../../../web/ui/tokens.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

/** Setting `portal`: the name of the site and who runs it, as a site must say. */
const portalSetting = z.object({
  name: bilingual.optional(),
  operator: z
    .object({
      name: bilingual,
      icp: z.string(),
      police: z.string(),
      email: z.string(),
      phone: z.string(),
      address: bilingual,
    })
    .partial()
    .default({}),
});

/** What every page needs and seldom changes: kept for a few seconds, so that a page costs no statement for it. */
interface Facts {
  programmes: readonly Programme[];
  setting: z.output<typeof portalSetting>;
}

const KEPT_MS = 5000;

export type ReadFacts = (ctx: Ctx) => Promise<Facts>;

export function factsReader(): ReadFacts {
  let kept: { until: number; facts: Promise<Facts> } | undefined;
  const read = async (ctx: Ctx): Promise<Facts> => ({
    programmes: await portalProgrammes(ctx),
    setting: (await readSetting(ctx.db, 'portal', portalSetting)) ?? { operator: {} },
  });
  return (ctx) => {
    if (!kept || kept.until < Date.now()) {
      const facts = read(ctx);
      kept = { until: Date.now() + KEPT_MS, facts };
      facts.catch(() => (kept = undefined));
    }
    return kept.facts;
  };
}

export interface Asked {
  /** Path of the request, without its query. */
  pathname: string;
  /** Host name of the request: picks a programme among those we know, and is used for nothing else. */
  host: string;
  cookie: string | undefined;
  /** Address users see, without a slash at the end. */
  origin: string;
}

/** Which site a request is for, and where in it. */
export function siteOf(ctx: Ctx, facts: Facts, asked: Asked): { site: Site; place: Place } {
  const { programmes, setting } = facts;
  const place = placeOf(
    asked.pathname,
    programmes.map(({ path }) => path),
  );
  const programme = place.base
    ? programmes.find(({ path }) => path === place.base)
    : programmes.find(({ host }) => host !== undefined && host === asked.host);
  const name: Bilingual = programme?.name ??
    setting.name ?? { zh: shellMessages.zh.defaultName, en: shellMessages.en.defaultName };
  const site: Site = {
    lang: place.lang,
    origin: asked.origin,
    base: place.base,
    name: pick(name, place.lang),
    programme,
    programmes,
    operator: setting.operator,
    account: ctx.actor.kind === 'account' ? { name: ctx.actor.name } : undefined,
    display: readDisplay(asked.cookie),
    trial: ctx.services.config.mode === 'trial',
    loading: ctx.services.config.mode === 'trial' ? percentOf(ctx.services.startup.loading) : undefined,
    instruments: Object.fromEntries(currentRuleSets(ctx).map(({ id, instrument }) => [id, instrument.title])),
  };
  return { site, place };
}

const percentOf = (loading: { done: number; of: number } | undefined): number | undefined =>
  loading && Math.floor((100 * loading.done) / Math.max(1, loading.of));

export const displayCookieOf = (cookies: Readonly<Record<string, string | undefined>>): string | undefined =>
  cookies[DISPLAY_COOKIE];
