/** A picture of a table: states in layers from top to bottom, and each step with a place of its own for its label. */
export interface Box {
  id: string;
  /** `bend`: a point on a long arrow. */
  kind: 'state' | 'step' | 'bend';
  lines: string[];
  width: number;
  height: number;
  /** Centre. */
  x: number;
  y: number;
}

export interface Arrow {
  /** Boxes it passes, the state it leaves first. */
  through: string[];
}

export interface Layout {
  boxes: Map<string, Box>;
  arrows: Arrow[];
  width: number;
  height: number;
}

export interface Node {
  id: string;
  lines: string[];
}
export interface Edge {
  from: string;
  to: string;
  lines: string[];
}

const FONT = { state: 15, step: 13 } as const;
const GAP = { x: 22, y: 26 } as const;
const MARGIN = 24;

/** Pixels a text takes: a Chinese character is as wide as high, a Latin letter about half. */
const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, char) => sum + (/[\u2E80-\uFFEF]/u.test(char) ? size : size * 0.58), 0);

const boxOf = (id: string, kind: Box['kind'], lines: string[]): Box => {
  if (kind === 'bend') return { id, kind, lines, width: 10, height: 10, x: 0, y: 0 };
  const size = FONT[kind];
  const width = Math.max(...lines.map((line) => textWidth(line, size)), 20) + (kind === 'state' ? 32 : 14);
  return { id, kind, lines, width, height: lines.length * (size + 6) + (kind === 'state' ? 18 : 8), x: 0, y: 0 };
};

/** Layered layout (after Sugiyama): ranks by the longest way from the start, steps and bends between, few crossings. */
export function layoutOf(nodes: readonly Node[], edges: readonly Edge[], start: string): Layout {
  const rank = ranksOf(nodes, edges, start);
  const boxes = new Map(nodes.map(({ id, lines }) => [id, boxOf(id, 'state', lines)]));
  const ranks: string[][] = [];
  const put = (id: string, at: number): void => void (ranks[at] ??= []).push(id);
  for (const { id } of nodes) put(id, rank.get(id)! * 2);
  const links: [string, string][] = [];
  const arrows = edges.map((edge, n): Arrow => {
    const [a, b] = [rank.get(edge.from)! * 2, rank.get(edge.to)! * 2];
    const [top, bottom] = a <= b ? [a, b] : [b, a];
    // Within one rank the label stands below both.
    const between = top === bottom ? [top + 1] : Array.from({ length: bottom - top - 1 }, (_, i) => top + 1 + i);
    const labelled = between[Math.floor((between.length - 1) / 2)]!;
    const passed = between.map((at) => {
      const id = `${n}@${at}`;
      boxes.set(id, boxOf(id, at === labelled ? 'step' : 'bend', at === labelled ? edge.lines : []));
      put(id, at);
      return id;
    });
    const through = a <= b ? [edge.from, ...passed, edge.to] : [edge.from, ...passed.toReversed(), edge.to];
    for (let i = 1; i < through.length; i++) links.push([through[i - 1]!, through[i]!]);
    return { through };
  });
  const layers = Array.from(ranks, (layer) => layer ?? []);
  order(layers, links);
  return { boxes, arrows, ...place(layers, boxes, links) };
}

/** Ranks by the longest way from the start over steps that lead forward in a first walk. */
function ranksOf(nodes: readonly Node[], edges: readonly Edge[], start: string): Map<string, number> {
  const seen = new Set<string>();
  const open = new Set<string>();
  const forward: Edge[] = [];
  const walk = (id: string): void => {
    seen.add(id);
    open.add(id);
    for (const edge of edges) {
      if (edge.from !== id || open.has(edge.to)) continue;
      forward.push(edge);
      if (!seen.has(edge.to)) walk(edge.to);
    }
    open.delete(id);
  };
  walk(start);
  for (const { id } of nodes) if (!seen.has(id)) walk(id);
  const rank = new Map(nodes.map(({ id }) => [id, 0]));
  for (let round = 0; round < nodes.length; round++)
    for (const { from, to } of forward) rank.set(to, Math.max(rank.get(to)!, rank.get(from)! + 1));
  return rank;
}

/** Sorts each layer by the middle of its neighbours, down and up again, until little changes. */
function order(layers: string[][], links: readonly [string, string][]): void {
  const neighbours = new Map<string, string[]>();
  for (const [a, b] of links) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  for (let sweep = 0; sweep < 12; sweep++) {
    const down = sweep % 2 === 0;
    for (let i = 1; i < layers.length; i++) {
      const at = down ? i : layers.length - 1 - i;
      const beside = new Map(layers[down ? at - 1 : at + 1]!.map((id, n) => [id, n]));
      const middle = (id: string, n: number): number => {
        const places = (neighbours.get(id) ?? []).flatMap((other) => beside.get(other) ?? []);
        return places.length === 0 ? n : places.reduce((sum, place) => sum + place, 0) / places.length;
      };
      const keyed = layers[at]!.map((id, n) => ({ id, key: middle(id, n) }));
      layers[at] = keyed.sort((a, b) => a.key - b.key).map(({ id }) => id);
    }
  }
}

/** Gives boxes their places: layers one below the other, each box near the middle of its neighbours without overlaps. */
function place(
  layers: readonly string[][],
  boxes: Map<string, Box>,
  links: readonly [string, string][],
): { width: number; height: number } {
  let y = MARGIN;
  for (const layer of layers) {
    const height = Math.max(...layer.map((id) => boxes.get(id)!.height), 0);
    let x = MARGIN;
    for (const id of layer) {
      const box = boxes.get(id)!;
      box.x = x + box.width / 2;
      box.y = y + height / 2;
      x += box.width + GAP.x;
    }
    y += height + GAP.y;
  }
  for (let sweep = 0; sweep < 20; sweep++)
    for (const layer of sweep % 2 === 0 ? layers : layers.toReversed()) pull(layer, boxes, links);
  const all = [...boxes.values()];
  const left = Math.min(...all.map((box) => box.x - box.width / 2));
  for (const box of all) box.x += MARGIN - left;
  return { width: Math.max(...all.map((box) => box.x + box.width / 2)) + MARGIN, height: y - GAP.y + MARGIN };
}

/** Moves the boxes of a layer towards their neighbours, keeping their order and their distance. */
function pull(layer: readonly string[], boxes: Map<string, Box>, links: readonly [string, string][]): void {
  const row = layer.map((id) => boxes.get(id)!);
  const wanted = row.map((box) => {
    const near = links.flatMap(([a, b]) => (a === box.id ? [boxes.get(b)!.x] : b === box.id ? [boxes.get(a)!.x] : []));
    return near.length === 0 ? box.x : near.reduce((sum, x) => sum + x, 0) / near.length;
  });
  const apart = (n: number): number => (row[n - 1]!.width + row[n]!.width) / 2 + GAP.x;
  // From the left and from the right; the mean of both keeps the distance too.
  const fromLeft = [...wanted];
  for (let n = 1; n < row.length; n++) fromLeft[n] = Math.max(fromLeft[n]!, fromLeft[n - 1]! + apart(n));
  const fromRight = [...wanted];
  for (let n = row.length - 2; n >= 0; n--) fromRight[n] = Math.min(fromRight[n]!, fromRight[n + 1]! - apart(n + 1));
  row.forEach((box, n) => (box.x = (fromLeft[n]! + fromRight[n]!) / 2));
}
