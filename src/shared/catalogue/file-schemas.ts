import { z } from 'zod';

export const FILE_ROLES = ['image', 'file'] as const;
export const FILE_ACCESS = ['open', 'on_request'] as const;

/** Bytes of one file, and of a picture, which pages load whole. */
export const FILE_LIMITS = { file: 2 * 1024 ** 3, image: 20 * 1024 ** 2, count: 200, caption: 500 } as const;

export const fileView = z
  .object({
    id: z.string(),
    name: z.string(),
    media_type: z.string(),
    size: z.number().int().describe('bytes'),
    sha256: z.string(),
    role: z.enum(FILE_ROLES),
    access: z.enum(FILE_ACCESS),
    caption: z.string().nullable(),
    revision: z.number().int(),
    added_at: z.string(),
    address: z.string().nullable().describe('where the caller may take it; null where it is to be asked for'),
  })
  .meta({ id: 'RecordFile' });
