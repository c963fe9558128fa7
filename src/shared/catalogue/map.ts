import { z } from 'zod';

/** Shapes of provinces as paths of one drawing. */
export const mapView = z.object({
  view_box: z.string(),
  approval: z.string().describe('number of the approval of the map (审图号)'),
  shapes: z.array(z.object({ code: z.string(), d: z.string() })),
});

export type MapView = z.output<typeof mapView>;
