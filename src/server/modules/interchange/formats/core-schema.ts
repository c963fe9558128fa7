import type { CorePart, CoreProfile } from '../core-profile.ts';
import { element, leaf, XML_HEAD, type Xml } from '../xml.ts';

const TYPES = { text: 'xs:string', date: 'partialDate', uri: 'xs:anyURI' } as const;

const bounds = ({ min, many }: Pick<CorePart, 'min' | 'many'>): Record<string, string> => ({
  ...(min === 0 && { minOccurs: '0' }),
  ...(many && { maxOccurs: 'unbounded' }),
});
const documented = (text: string): Xml =>
  element('xs:annotation', {}, leaf('xs:documentation', text, { 'xml:lang': 'zh' }));

/** The XML Schema of the core metadata, made from the profile. */
export function coreSchema({ namespace, edition, elements }: CoreProfile): Xml {
  const declared = elements.map((spec) =>
    spec.parts
      ? element('xs:element', { name: spec.name, ...bounds(spec) }, [
          documented(spec.term),
          element('xs:complexType', {}, element('xs:sequence', {}, spec.parts.map(declaration))),
        ])
      : declaration(spec),
  );
  const note = `资源核心元数据，参照 ${edition}；元素的英文名为本系统所拟，不作符合标准的声明。Core metadata after ${edition}; English names are ours, no conformance is claimed.`;
  return (
    XML_HEAD +
    element(
      'xs:schema',
      {
        'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        xmlns: namespace,
        targetNamespace: namespace,
        elementFormDefault: 'qualified',
      },
      [
        documented(note),
        element(
          'xs:element',
          { name: 'resource' },
          element('xs:complexType', {}, element('xs:sequence', {}, declared)),
        ),
        element('xs:simpleType', { name: 'partialDate' }, [
          documented('年、年月或年月日'),
          element(
            'xs:restriction',
            { base: 'xs:string' },
            element('xs:pattern', { value: '\\d{4}(-\\d{2}(-\\d{2})?)?' }),
          ),
        ]),
      ],
    )
  );
}

const declaration = (spec: CorePart): Xml =>
  element('xs:element', { name: spec.name, type: TYPES[spec.type], ...bounds(spec) }, documented(spec.term));
