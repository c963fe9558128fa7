import type { OpenRecord } from '../../catalogue/index.ts';
import { fieldInWords, listOf, valuesOf, wordsOf } from '../mapped.ts';
import type { Node } from '../rdf/graph.ts';
import { date, node, text } from '../rdf/words.ts';

/** Region, places, countries in words, and the box where all four sides are known. */
export function spatialOf(record: OpenRecord): Node[] {
  const region = listOf(record.fields['region'])[0];
  const places = wordsOf(record, 'dcat', 'dct:spatial').filter((place) => place !== fieldInWords(record, 'region'));
  const box = boxOf(record);
  return [
    ...(region === undefined
      ? []
      : [
          node(['dct:Location'], {
            'skos:prefLabel': text(fieldInWords(record, 'region'), 'zh'),
            'dct:identifier': text(region),
          }),
        ]),
    ...places.map((place) => node(['dct:Location'], { 'skos:prefLabel': text(place, 'zh') })),
    ...(box === undefined
      ? []
      : [node(['dct:Location'], { 'dcat:bbox': [{ text: box, datatype: 'geo:wktLiteral' }] })]),
  ];
}

function boxOf(record: OpenRecord): string | undefined {
  const side = (term: string): string | undefined => valuesOf(record, 'datacite', term)[0];
  const [w, e] = [side('westBoundLongitude'), side('eastBoundLongitude')];
  const [s, n] = [side('southBoundLatitude'), side('northBoundLatitude')];
  if ([w, e, s, n].some((bound) => bound === undefined)) return undefined;
  return `POLYGON((${w} ${s}, ${e} ${s}, ${e} ${n}, ${w} ${n}, ${w} ${s}))`;
}

/** The span that the data cover. */
export function temporalOf(record: OpenRecord): Node[] {
  const [start] = valuesOf(record, 'dcat', 'dct:temporal');
  const [, end] = valuesOf(record, 'datacite', 'date/Collected');
  const properties = { 'dcat:startDate': date(start), 'dcat:endDate': date(end) };
  return properties['dcat:startDate'].length + properties['dcat:endDate'].length === 0
    ? []
    : [node(['dct:PeriodOfTime'], properties)];
}
