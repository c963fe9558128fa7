import { baseUrlOf } from '../../../kernel/config.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import { coreProfile } from '../core-profile.ts';
import type { Xml } from '../xml.ts';
import { coreMetadata } from './core.ts';
import { datacite, DATACITE_NAMESPACE, DATACITE_SCHEMA } from './datacite.ts';
import { oaiDc } from './oai-dc.ts';

/** A metadata format in XML: what harvesters and readers of one record get alike. */
export interface XmlFormat {
  prefix: string;
  schema: string;
  namespace: string;
  write: (record: OpenRecord) => Xml;
}

export function xmlFormats({ services: { config } }: Pick<Ctx, 'services'>): readonly XmlFormat[] {
  const profile = coreProfile(config);
  const coreSchema = `${baseUrlOf(config)}/schemas/core.xsd`;
  return [
    {
      prefix: 'oai_dc',
      schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
      namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      write: oaiDc,
    },
    { prefix: 'datacite', schema: DATACITE_SCHEMA, namespace: DATACITE_NAMESPACE, write: datacite },
    {
      prefix: 'core',
      schema: coreSchema,
      namespace: profile.namespace,
      write: (record) => coreMetadata(profile, coreSchema, record),
    },
  ];
}
