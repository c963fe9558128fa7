import { renderSVG } from 'uqr';
import type { CivilDate } from '../../../shared/dates.ts';
import { code128Svg } from '../../../shared/documents/code128.ts';
import type { Ctx } from '../../kernel/context.ts';
import { shownCharacters } from './fonts.ts';
import type { Rendered } from './renderer.ts';
import { rendererOf } from './set-document.ts';

/** Labels to be printed on sheets; lengths in millimetres. */
export interface Labels {
  title: string;
  issuer: string;
  lang: 'zh' | 'en';
  date: CivilDate;
  sheet: {
    page: readonly [number, number];
    columns: number;
    rows: number;
    label: readonly [number, number];
    left: number;
    top: number;
    gap: readonly [number, number];
  };
  /** Places of the first sheet that are used up. */
  skip: number;
  labels: readonly {
    /** Printable ASCII, as QR code and as Code 128. */
    code: string;
    heading: string;
    lines: readonly string[];
  }[];
}

/** Stands for a character that no font has (GB/T 15834: □). */
const UNSHOWN = '□';

/** The sheets as PDF/A. What no font can show is printed as □: the code is what the label is for. */
export async function setLabels(ctx: Pick<Ctx, 'services'>, { labels, ...rest }: Labels): Promise<Rendered> {
  const known = await shownCharacters();
  const shown = (text: string): string =>
    Array.from(text, (character) => (known.has(character.codePointAt(0)!) ? character : UNSHOWN)).join('');
  const whole = labels.map(({ code, heading, lines }) => ({
    code,
    heading: shown(heading),
    lines: lines.map(shown),
    qr: renderSVG(code, { border: 0 }),
    bars: code128Svg(code),
  }));
  const doc = { ...rest, title: shown(rest.title), issuer: shown(rest.issuer), labels: whole };
  return rendererOf(ctx.services).render(JSON.stringify(doc), 'labels');
}
