import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { MapView } from '../../../shared/catalogue/map.ts';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const polygon = z.array(z.array(position).min(4)).min(1);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
]);
/** GeoJSON (RFC 7946): one feature a province, `adcode` its code of GB/T 2260, and on top the number of the map's approval. */
const mapFile = z.object({
  type: z.literal('FeatureCollection'),
  approval: z.string().trim().min(1),
  features: z
    .array(
      z.object({
        properties: z.object({ adcode: z.coerce.string().regex(/^\d{6}$/) }),
        geometry,
      }),
    )
    .min(1)
    .max(200),
});

const WIDTH = 800;
/** Of degrees of latitude to those of longitude at 36° N. */
const STRETCH = 1 / Math.cos((36 * Math.PI) / 180);

/**
 * Reads the map that an operator has had approved (地图管理条例 第十五条); none comes with the program.
 * @throws Error naming the file and what is wrong with it
 */
export function readMap(path: string | undefined): MapView | null {
  if (path === undefined) return null;
  const parsed = mapFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new Error(`KEYUAN_MAP ${path}: ${first?.path.join('.')}: ${first?.message}`);
  }
  const shapes = parsed.data.features.map(({ properties, geometry: { type, coordinates } }) => ({
    code: properties.adcode,
    rings: (type === 'Polygon' ? coordinates : coordinates.flat(1)) as [number, number][][],
  }));
  const points = shapes.flatMap(({ rings }) => rings.flat());
  const [west, east] = boundsOf(points.map(([x]) => x));
  const [south, north] = boundsOf(points.map(([, y]) => y));
  const scale = WIDTH / (east - west || 1);
  const place = ([x, y]: [number, number]): string =>
    `${((x - west) * scale).toFixed(1)} ${((north - y) * scale * STRETCH).toFixed(1)}`;
  return {
    view_box: `0 0 ${WIDTH} ${Math.ceil((north - south) * scale * STRETCH) || 1}`,
    approval: parsed.data.approval,
    shapes: shapes.map(({ code, rings }) => ({
      code,
      d: rings.map((ring) => `M${ring.map(place).join('L')}Z`).join(''),
    })),
  };
}

function boundsOf(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
