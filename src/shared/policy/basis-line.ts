import type { Bilingual } from '../i18n.ts';
import type { Instrument } from './instrument.ts';

/** How a document cites its basis: title, number and article; a draft says that it is one. */
export function basisLine(instrument: Instrument, article?: string, issuedOn?: string | null): Bilingual {
  const { title, document_no, status } = instrument;
  const unissued = status === 'draft' && (issuedOn ?? instrument.issued_on) === null;
  const zhNote = document_no ?? (unissued ? '尚未印发' : undefined);
  const enNote = document_no ?? (unissued ? 'not yet issued' : undefined);
  return {
    zh: `《${title.zh}》${zhNote === undefined ? '' : `（${zhNote}）`}${article ?? ''}`,
    en: `${title.en}${enNote === undefined ? '' : ` (${enNote})`}${article === undefined ? '' : `, ${article}`}`,
  };
}
