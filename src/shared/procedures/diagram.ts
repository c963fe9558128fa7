import { type Lang, pick } from '../i18n.ts';
import { fromStates } from '../policy/procedure-table.ts';
import type { Procedure } from '../policy/procedures.ts';
import { type Box, type Edge, type Layout, layoutOf } from './diagram-layout.ts';

const COLOURS = {
  line: '#5b6b7b',
  text: '#1f2933',
  state: '#f4f7fa',
  end: '#e7ecf1',
  now: '#0b5cad',
  paper: '#ffffff',
  quiet: '#5b6b7b',
} as const;
const FONT = "'Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif";

/** Steps that the end of a clock takes. */
const AT_END = { zh: '（期满）', en: ' (clock)' };

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A procedure's table as a picture (SVG, no styles): states, steps as arrows, the present state filled. @param now its present state */
export function drawProcedure(procedure: Procedure, lang: Lang, now?: string): string {
  const stay = (state: string): string[] =>
    procedure.transitions
      .filter((row) => row.to === undefined && row.from !== 'any' && fromStates(procedure, row).includes(state))
      .map(({ label }) => `· ${pick(label, lang)}`);
  const nodes = Object.entries(procedure.states).map(([id, { label }]) => ({
    id,
    lines: [pick(label, lang), ...stay(id)],
  }));
  const layout = layoutOf(nodes, edgesOf(procedure, lang), procedure.initial);
  return svg(procedure, layout, lang, now);
}

/** One arrow for all steps between two states; steps from every state would only hide the others. */
function edgesOf(procedure: Procedure, lang: Lang): Edge[] {
  const edges = new Map<string, Edge>();
  for (const row of procedure.transitions) {
    for (const from of fromStates(procedure, row)) {
      if (row.to === undefined || row.to === from) continue;
      const key = `${from}>${row.to}`;
      const edge = edges.get(key) ?? { from, to: row.to, lines: [] };
      const line = pick(row.label, lang) + (row.by.includes('clock') ? pick(AT_END, lang) : '');
      if (!edge.lines.includes(line)) edge.lines.push(line);
      edges.set(key, edge);
    }
  }
  return [...edges.values()];
}

function svg(
  procedure: Procedure,
  { boxes, arrows, width, height }: Layout,
  lang: Lang,
  now: string | undefined,
): string {
  const title = pick(procedure.label, lang);
  const marked = now === undefined ? undefined : procedure.states[now];
  const desc = marked ? `${title}: ${pick(marked.label, lang)}` : title;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" role="img" aria-label="${escape(desc)}" font-family="${FONT}">`,
    `<title>${escape(desc)}</title>`,
    `<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="${COLOURS.line}"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="${COLOURS.paper}"/>`,
    ...arrows.map(
      ({ through }) =>
        `<path d="${pathOf(through.map((id) => boxes.get(id)!))}" fill="none" stroke="${COLOURS.line}" stroke-width="1.2" marker-end="url(#a)"/>`,
    ),
    ...[...boxes.values()].filter(({ kind }) => kind === 'step').map(stepBox),
    ...[...boxes.values()]
      .filter(({ kind }) => kind === 'state')
      .map((box) => stateBox(box, procedure.states[box.id]!.final, box.id === now)),
    '</svg>',
  ].join('\n');
}

/** A smooth line through the boxes, from the edge of the first to the edge of the last. */
function pathOf(boxes: readonly Box[]): string {
  const points = boxes.map(({ x, y }) => ({ x, y }));
  const [first, second] = [boxes[0]!, boxes[1]!];
  const [before, last] = [boxes.at(-2)!, boxes.at(-1)!];
  points[0] = { x: first.x, y: first.y + (second.y >= first.y ? 1 : -1) * (first.height / 2) };
  points[points.length - 1] = { x: last.x, y: last.y + (before.y <= last.y ? -1 : 1) * (last.height / 2) };
  let d = `M${n(points[0]!.x)} ${n(points[0]!.y)}`;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const middle = (a.y + b.y) / 2;
    d += `C${n(a.x)} ${n(middle)} ${n(b.x)} ${n(middle)} ${n(b.x)} ${n(b.y)}`;
  }
  return d;
}

const lines = ({ x, y, lines: texts }: Box, size: number, fill: (line: number) => string): string => {
  const step = size + 6;
  const top = y - ((texts.length - 1) * step) / 2;
  return texts
    .map(
      (text, i) =>
        `<text x="${n(x)}" y="${n(top + i * step)}" font-size="${size}" fill="${fill(i)}" text-anchor="middle" dominant-baseline="central">${escape(text)}</text>`,
    )
    .join('');
};

const rect = ({ x, y, width, height }: Box, attributes: string): string =>
  `<rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" ${attributes}/>`;

const stepBox = (box: Box): string => rect(box, `fill="${COLOURS.paper}"`) + lines(box, 13, () => COLOURS.quiet);

function stateBox(box: Box, final: boolean, now: boolean): string {
  const fill = now ? COLOURS.now : final ? COLOURS.end : COLOURS.state;
  const frame = `rx="${final ? 18 : 6}" fill="${fill}" stroke="${now ? COLOURS.now : COLOURS.line}" stroke-width="${final ? 2.5 : 1.2}"`;
  return rect(box, frame) + lines(box, 15, (line) => (now ? COLOURS.paper : line === 0 ? COLOURS.text : COLOURS.quiet));
}
