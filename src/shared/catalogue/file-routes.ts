import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { FILE_ACCESS, FILE_LIMITS, FILE_ROLES, fileView } from './file-schemas.ts';
import { EDITORS } from './people.ts';
import { id } from './schemas.ts';

const byId = z.object({ id });
const byFile = z.object({ id, file: id });
const caption = z.string().trim().max(FILE_LIMITS.caption);

export const fileRoutes = defineRoutes({
  listRecordFiles: {
    method: 'GET',
    path: '/api/resources/:id/files',
    summary: 'Files and images of a record; of a draft, for its platform’s people',
    allow: 'anyone',
    params: byId,
    reply: z.object({ items: z.array(fileView) }),
  },
  readRecordFile: {
    method: 'GET',
    path: '/api/resources/:id/files/:file',
    summary: 'The bytes of a file, whole or a range of them',
    allow: 'anyone',
    params: byFile,
    reply: 'file',
  },
  addRecordFile: {
    method: 'POST',
    path: '/api/resources/:id/files',
    summary: 'Add a file or an image to a record',
    allow: EDITORS,
    params: byId,
    query: z.object({
      name: z.string().min(1).max(255),
      role: z.enum(FILE_ROLES).default('file'),
      access: z.enum(FILE_ACCESS).default('open'),
      caption: caption.default(''),
    }),
    body: 'bytes',
    reply: fileView,
    status: 201,
  },
  changeRecordFile: {
    method: 'PATCH',
    path: '/api/resources/:id/files/:file',
    summary: 'Change the caption of a file or who may take it',
    allow: EDITORS,
    params: byFile,
    body: z.object({ revision: z.number().int(), access: z.enum(FILE_ACCESS), caption }),
    reply: fileView,
  },
  removeRecordFile: {
    method: 'DELETE',
    path: '/api/resources/:id/files/:file',
    summary: 'Take a file off a record',
    allow: EDITORS,
    params: byFile,
    reply: z.null(),
    status: 204,
  },
});
