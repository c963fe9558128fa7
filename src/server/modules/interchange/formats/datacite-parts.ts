import type { OpenRecord } from '../../catalogue/index.ts';
import { licenceOf } from '../described.ts';
import { fieldInWords, listOf, valuesOf, wordsOf } from '../mapped.ts';
import { element, leaf, type Xml } from '../xml.ts';

/** Values of resourceTypeGeneral, kernel 4.7. */
export const RESOURCE_TYPES: ReadonlySet<string> = new Set(
  `Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper ConferenceProceeding DataPaper Dataset
  Dissertation Event Image Instrument InteractiveResource Journal JournalArticle Model OutputManagementPlan PeerReview
  PhysicalObject Poster Preprint Presentation Project Report Service Software Sound Standard StudyRegistration Text Workflow
  Other`.split(/\s+/),
);

/** Values of relationType, kernel 4.7, that fields of ours may state. */
export const RELATION_TYPES: ReadonlySet<string> = new Set(
  `IsDerivedFrom IsPartOf HasPart IsVersionOf IsDocumentedBy Documents IsCitedBy Cites References IsSupplementTo
  IsIdenticalTo`.split(/\s+/),
);

/** The journal or book that a paper is in. */
export function relatedItem(record: OpenRecord): Xml[] {
  const of = (part: string): string | undefined => valuesOf(record, 'datacite', `relatedItem/${part}`)[0];
  const title = of('title');
  if (title === undefined) return [];
  const [number, kind] = [of('ISSN') ?? of('ISBN'), of('ISSN') === undefined ? 'ISBN' : 'ISSN'];
  const [firstPage, lastPage] = of('firstPage')?.split(/\s*[-—–]\s*/) ?? [];
  return [
    element('relatedItem', { relatedItemType: kind === 'ISSN' ? 'Journal' : 'Book', relationType: 'IsPublishedIn' }, [
      leaf('relatedItemIdentifier', number, { relatedItemIdentifierType: kind }),
      element('titles', {}, leaf('title', title)),
      leaf('volume', of('volume')),
      leaf('issue', of('issue')),
      leaf('firstPage', firstPage),
      leaf('lastPage', lastPage),
    ]),
  ];
}

/** A date of any precision, or a span of two (RKMS-ISO 8601); MCPD writes 198209-- for September 1982. */
export function dataciteDate(values: readonly string[]): string | undefined {
  const plain = values.map((text) => {
    const mcpd = /^(\d{4})(\d\d|--)(\d\d|--)$/.exec(text);
    if (!mcpd) return text;
    const [, year, month, day] = mcpd;
    const known = (part: string | undefined): boolean => part !== undefined && part !== '--' && part !== '00';
    return [year, ...(known(month) ? [month, ...(known(day) ? [day] : [])] : [])].join('-');
  });
  return plain.length === 0 ? undefined : plain.slice(0, 2).join('/');
}

export function dataciteRights(record: OpenRecord): Xml[] {
  const licence = licenceOf(record);
  const inWords = fieldInWords(record, 'license');
  return [
    leaf('rights', inWords, {
      rightsURI: licence?.address ?? undefined,
      ...(licence?.address && {
        rightsIdentifier: licence.code,
        rightsIdentifierScheme: 'SPDX',
        schemeURI: 'https://spdx.org/licenses/',
      }),
    }),
    leaf('rights', fieldInWords(record, 'share_scope')),
    leaf('rights', listOf(record.fields['license_note'])[0]),
  ];
}

const BOX = ['west', 'east', 'south', 'north'] as const;

export function geoLocations(record: OpenRecord): Xml[] {
  const bounds = BOX.map(
    (side) =>
      valuesOf(record, 'datacite', `${side}BoundLongitude`)[0] ??
      valuesOf(record, 'datacite', `${side}BoundLatitude`)[0],
  );
  const box = bounds.every((bound) => bound !== undefined)
    ? [
        element('geoLocation', {}, [
          element('geoLocationBox', {}, [
            leaf('westBoundLongitude', bounds[0]),
            leaf('eastBoundLongitude', bounds[1]),
            leaf('southBoundLatitude', bounds[2]),
            leaf('northBoundLatitude', bounds[3]),
          ]),
        ]),
      ]
    : [];
  const places = wordsOf(record, 'datacite', 'geoLocationPlace').map((place) =>
    element('geoLocation', {}, leaf('geoLocationPlace', place)),
  );
  return [...places, ...box];
}
