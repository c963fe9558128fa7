import type { Ctx } from '../../../kernel/context.ts';
import { walkedRecord, type WalkedRecord, walkRecords } from '../../catalogue/index.ts';
import { type XmlFormat, xmlFormats } from '../formats/index.ts';
import { element, leaf, type Xml } from '../xml.ts';
import { type Given, spanOf } from './arguments.ts';
import { OaiError, quoted } from './errors.ts';
import { idOf, oaiIdentifier, toSecond } from './repository.ts';
import { resumption } from './resumption.ts';
import { readSet, setsOf } from './sets.ts';
import { type Progress, readToken, writeToken } from './token.ts';

/** Records, and headers, of a page. */
const RECORDS = 200;
const HEADERS = 1000;

/** @throws OaiError cannotDisseminateFormat */
function formatOf(ctx: Ctx, prefix: string): XmlFormat {
  const found = xmlFormats(ctx).find((format) => format.prefix === prefix);
  if (!found) throw new OaiError('cannotDisseminateFormat', `There is no metadata format ${quoted(prefix)}`);
  return found;
}

export async function listMetadataFormats(ctx: Ctx, { identifier }: Given): Promise<Xml> {
  if (identifier !== undefined) await demandKnown(ctx, identifier);
  return element(
    'ListMetadataFormats',
    {},
    xmlFormats(ctx).map(({ prefix, schema, namespace }) =>
      element('metadataFormat', {}, [
        leaf('metadataPrefix', prefix),
        leaf('schema', schema),
        leaf('metadataNamespace', namespace),
      ]),
    ),
  );
}

/** @throws OaiError idDoesNotExist */
async function demandKnown(ctx: Ctx, identifier: string): Promise<WalkedRecord> {
  const id = idOf(ctx, identifier);
  const found = id === undefined ? undefined : await walkedRecord(ctx, id);
  if (!found) throw new OaiError('idDoesNotExist', `There is no record ${quoted(identifier)}`);
  return found;
}

export async function getRecord(ctx: Ctx, { identifier, metadataPrefix }: Given): Promise<Xml> {
  const format = formatOf(ctx, metadataPrefix!);
  return element('GetRecord', {}, recordXml(ctx, format, await demandKnown(ctx, identifier!)));
}

/** What is withdrawn stays for ever, and what is suspended for as long, as a header that says deleted. */
const headerXml = (ctx: Ctx, item: WalkedRecord): Xml =>
  element('header', { status: item.isPublic ? undefined : 'deleted' }, [
    leaf('identifier', oaiIdentifier(ctx, item.id)),
    leaf('datestamp', toSecond(item.at)),
    ...setsOf(item).map((spec) => leaf('setSpec', spec)),
  ]);

const recordXml = (ctx: Ctx, format: XmlFormat, item: WalkedRecord): Xml =>
  element('record', {}, [headerXml(ctx, item), item.record ? element('metadata', {}, format.write(item.record)) : '']);

/** ListRecords and ListIdentifiers: a walk by datestamp and id, each page for the cost of its own rows. */
export async function listRecords(ctx: Ctx, verb: 'ListRecords' | 'ListIdentifiers', given: Given): Promise<Xml> {
  const progress: Omit<Progress, 'last'> & { last?: Progress['last'] } =
    given.resumptionToken === undefined
      ? { verb, prefix: given.metadataPrefix!, from: given.from, until: given.until, set: given.set, cursor: 0 }
      : await readToken(ctx, verb, given.resumptionToken);
  const format = formatOf(ctx, progress.prefix);
  const span = spanOf(progress);
  const { last } = progress;
  const { items, next } = await walkRecords(ctx, {
    ...(await readSet(ctx, progress.set)),
    from: span.from?.at,
    until: span.until,
    after: last && { at: last[0], id: last[1] },
    content: verb === 'ListRecords',
    limit: verb === 'ListRecords' ? RECORDS : HEADERS,
  });
  if (items.length === 0 && !next) {
    if (!last) throw new OaiError('noRecordsMatch', 'Nothing changed in this span and set');
    throw new OaiError('badResumptionToken', 'Nothing is left of this list: what came next has changed meanwhile');
  }
  const token =
    next && (await writeToken(ctx, { ...progress, last: [next.at, next.id], cursor: progress.cursor + items.length }));
  return element(verb, {}, [
    ...items.map((item) => (verb === 'ListRecords' ? recordXml(ctx, format, item) : headerXml(ctx, item))),
    resumption(token, progress.cursor, last !== undefined),
  ]);
}
