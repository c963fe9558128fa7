import { z } from 'zod';
import { baseUrlOf } from '../../../kernel/config.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { readSetting } from '../../../kernel/settings.ts';
import { firstChange } from '../../catalogue/index.ts';
import { element, leaf, type Xml } from '../xml.ts';

/** Seconds are kept; what came before the point is cut. */
export const toSecond = (instant: string): string => `${instant.slice(0, 19)}Z`;

export const oaiAddress = ({ services }: Pick<Ctx, 'services'>): string => `${baseUrlOf(services.config)}/oai`;
const hostOf = ({ services }: Pick<Ctx, 'services'>): string => new URL(baseUrlOf(services.config)).hostname;

/** oai:HOST:ID, the host from settings whatever a request claims. */
export const oaiIdentifier = (ctx: Pick<Ctx, 'services'>, id: string): string => `oai:${hostOf(ctx)}:${id}`;

/** The id within one of our identifiers, else undefined. */
export function idOf(ctx: Pick<Ctx, 'services'>, identifier: string): string | undefined {
  const prefix = oaiIdentifier(ctx, '');
  const id = identifier.slice(prefix.length);
  return identifier.startsWith(prefix) && /^[1-9]\d{0,17}$/.test(id) ? id : undefined;
}

/** The part of the portal's settings that a repository has to tell. */
const operator = z.object({
  name: z.object({ zh: z.string(), en: z.string() }).optional(),
  operator: z.object({ email: z.string().optional() }).default({}),
});

/** By the schema an address has a point behind its @. */
const EMAIL = /^\S+@(\S+\.)+\S+$/;

export async function identify(ctx: Ctx): Promise<Xml> {
  const { config } = ctx.services;
  const setting = await readSetting(ctx.db, 'portal', operator);
  const host = hostOf(ctx);
  const emails = [setting?.operator.email, config.smtpFrom?.replace(/^.*<|>.*$/g, ''), `postmaster@${host}`];
  const first = await firstChange(ctx);
  return element('Identify', {}, [
    leaf('repositoryName', setting?.name?.zh ?? '科技资源共享网'),
    leaf('baseURL', oaiAddress(ctx)),
    leaf('protocolVersion', '2.0'),
    leaf(
      'adminEmail',
      emails.find((email) => email !== undefined && EMAIL.test(email)) ?? `postmaster@${host}.localdomain`,
    ),
    leaf('earliestDatestamp', toSecond(first ?? ctx.now)),
    leaf('deletedRecord', 'persistent'),
    leaf('granularity', 'YYYY-MM-DDThh:mm:ssZ'),
    leaf('compression', 'gzip'),
    ...identifierScheme(ctx, host),
  ]);
}

/** The guideline on oai identifiers wants a host name with a point; a trial on 127.0.0.1 has none. */
function identifierScheme(ctx: Ctx, host: string): Xml[] {
  if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/i.test(host)) return [];
  const namespace = 'http://www.openarchives.org/OAI/2.0/oai-identifier';
  const attributes = {
    xmlns: namespace,
    'xsi:schemaLocation': `${namespace} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd`,
  };
  return [
    element('description', {}, [
      element('oai-identifier', attributes, [
        leaf('scheme', 'oai'),
        leaf('repositoryIdentifier', host),
        leaf('delimiter', ':'),
        leaf('sampleIdentifier', oaiIdentifier(ctx, '1001')),
      ]),
    ]),
  ];
}
