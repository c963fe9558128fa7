/**
 * Where what extensions tell has a place in a record: by the local names of row type and term, the Darwin Core term whose field
 * it goes to. Terms such as a picture's title mean something else than the record's own, so what is not listed here is
 * left aside until somebody maps it by hand.
 */
export const EXTENSION_PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // http://rs.gbif.org/terms/1.0/…
  VernacularName: { vernacularName: 'vernacularName' },
  Multimedia: { identifier: 'associatedMedia', accessURI: 'associatedMedia' },
  Image: { identifier: 'associatedMedia' },
  Reference: { bibliographicCitation: 'associatedReferences' },
  // http://rs.tdwg.org/dwc/terms/…
  Identification: { scientificName: 'previousIdentifications' },
  ResourceRelationship: { relatedResourceID: 'relatedResourceID' },
  // http://purl.org/germplasm/germplasmTerm# and its forerunner, in the descriptors of MCPD v2.1 that mean the same
  GermplasmAccession: {
    germplasmID: 'PUID',
    germplasmIdentifier: 'ACCENUMB',
    biologicalStatus: 'SAMPSTAT',
    storageCondition: 'STORAGE',
    collectingInstituteID: 'COLLCODE',
    latitude: 'DECLATITUDE',
    longitude: 'DECLONGITUDE',
    altitude: 'ELEVATION',
    breedingInstituteID: 'BREDCODE',
    breedingInstitute: 'BREDNAME',
    ancestralData: 'ANCEST',
    purdyPedigree: 'ANCEST',
    donorInstituteID: 'DONORCODE',
    donorInstitute: 'DONORNAME',
    donorsIdentifier: 'DONORNUMB',
    acquisitionDate: 'ACQDATE',
    acquisitionSource: 'COLLSRC',
    safetyDuplicationInstituteID: 'DUPLSITE',
    safetyDuplicationInstitute: 'DUPLINSTNAME',
    mlsStatus: 'MLSSTAT',
  },
};

/** Row type of the extension in which this program writes the fields that Darwin Core has no term for; its terms are field ids. */
export const OWN_ROW_TYPE = 'urn:keyuan:terms:ResourceRecord';
export const OWN_TERM = 'urn:keyuan:terms:';

/** A name without its name space: behind the last `/`, `#` or `:`. */
export const localName = (term: string): string => /[^/#:]*$/.exec(term.trim())![0];

/** The term an extension's column goes to; undefined where it has no place. */
export function placeOf(rowType: string, term: string): string | undefined {
  const places = EXTENSION_PLACES[localName(rowType)];
  const name = localName(term);
  return rowType === OWN_ROW_TYPE ? name : places && Object.hasOwn(places, name) ? places[name] : undefined;
}
