import type { Ctx } from '../../../kernel/context.ts';
import { element, leaf, XML_HEAD, type Xml } from '../xml.ts';
import { argumentsOf, type Given, type Verb, verbOf } from './arguments.ts';
import { OaiError } from './errors.ts';
import { getRecord, listMetadataFormats, listRecords } from './records.ts';
import { identify, oaiAddress, toSecond } from './repository.ts';
import { listSets } from './sets.ts';

const VERBS: Readonly<Record<Verb, (ctx: Ctx, given: Given) => Promise<Xml>>> = {
  Identify: (ctx) => identify(ctx),
  ListMetadataFormats: listMetadataFormats,
  ListSets: listSets,
  ListIdentifiers: (ctx, given) => listRecords(ctx, 'ListIdentifiers', given),
  ListRecords: (ctx, given) => listRecords(ctx, 'ListRecords', given),
  GetRecord: getRecord,
};

/** Answers a request of OAI-PMH 2.0: one document, refusals included. */
export async function answerOai(ctx: Ctx, query: URLSearchParams): Promise<Xml> {
  let attributes: Readonly<Record<string, string>> = {};
  try {
    const verb = verbOf(query);
    const given = argumentsOf(verb, query);
    attributes = { verb, ...given };
    return envelope(ctx, attributes, await VERBS[verb](ctx, given));
  } catch (cause) {
    if (!(cause instanceof OaiError)) throw cause;
    // A request that is wrong in itself is not repeated in the answer (3.2).
    const shown = cause.code === 'badArgument' || cause.code === 'badVerb' ? {} : attributes;
    return envelope(ctx, shown, leaf('error', cause.message, { code: cause.code }));
  }
}

const envelope = (ctx: Ctx, attributes: Readonly<Record<string, string>>, body: Xml): Xml =>
  XML_HEAD +
  element(
    'OAI-PMH',
    {
      xmlns: 'http://www.openarchives.org/OAI/2.0/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': 'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
    },
    [leaf('responseDate', toSecond(ctx.now)), element('request', attributes, oaiAddress(ctx)), body],
  );
