import { ApiError } from '../ui/api.ts';
import type { Lang } from '../../shared/i18n.ts';
import type { ProblemBody } from '../../shared/problems.ts';
import { workbenchAddresses } from './api.ts';

/** A file to work with, such as an import. @throws ApiError */
export const upload = (file: File, lang: Lang, onProgress: (share: number) => void): Promise<{ id: string }> =>
  sendBytes(`${workbenchAddresses.uploadFile.path}?name=${encodeURIComponent(file.name)}`, file, lang, onProgress);

/** Sends a file as raw bytes and tells how far it is, 0 to 1; `fetch` cannot. @throws ApiError */
export function sendBytes<T>(address: string, file: Blob, lang: Lang, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', lang);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText) as T);
      return reject(new ApiError(problemOf(request)));
    });
    request.addEventListener('error', () => reject(new ApiError(problemOf(request))));
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): ProblemBody {
  try {
    return JSON.parse(request.responseText) as ProblemBody;
  } catch {
    const title = `${request.status} ${request.statusText}`;
    return { type: 'about:blank', title, status: request.status, code: 'web.foreign_answer', params: {} };
  }
}
