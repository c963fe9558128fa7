import { App } from 'antd';
import { useState } from 'react';
import type { Lang } from '../../shared/i18n.ts';
import { refusalOf } from '../ui/api.ts';
import { lineOf } from './failure.tsx';

/** Asks for a file and does something with it. */
export function useFetched(): [
  fetched: (call: () => Promise<Blob>, then: (blob: Blob) => void) => void,
  busy: boolean,
] {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const fetched = (call: () => Promise<Blob>, then: (blob: Blob) => void): void => {
    setBusy(true);
    call()
      .then(then)
      .catch((error: unknown) => message.error(lineOf(error)))
      .finally(() => setBusy(false));
  };
  return [fetched, busy];
}

/** Asks for a file and hands it to the browser under a name. */
export function useDownload(): [download: (call: () => Promise<Blob>, name: string) => void, busy: boolean] {
  const [fetched, busy] = useFetched();
  return [(call, name) => fetched(call, (blob) => saveFile(blob, name)), busy];
}

/**
 * Fetches a large file and tells how much of it is here, as it is written while it is read.
 * @returns bytes received; null while nothing is under way
 */
export function useLargeDownload(
  lang: Lang,
): [download: (address: string, name: string) => void, received: number | null] {
  const { message } = App.useApp();
  const [received, setReceived] = useState<number | null>(null);
  const download = (address: string, name: string): void => {
    setReceived(0);
    receive(address, lang, setReceived)
      .then(({ blob, offered }) => saveFile(blob, offered ?? name))
      .catch((error: unknown) => message.error(lineOf(error)))
      .finally(() => setReceived(null));
  };
  return [download, received];
}

async function receive(address: string, lang: Lang, onProgress: (bytes: number) => void) {
  const response = await fetch(address, { headers: { 'accept-language': lang }, credentials: 'same-origin' });
  if (!response.ok || !response.body) throw await refusalOf(response);
  const reader = response.body.getReader();
  const chunks: BlobPart[] = [];
  let [length, told] = [0, 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (Date.now() - told > 300) {
      told = Date.now();
      onProgress(length);
    }
  }
  const offered = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: new Blob(chunks), offered: offered === undefined ? undefined : decodeURIComponent(offered) };
}

/** Shows a file in a page of its own; where the browser opens none, it is saved. */
export function openFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(new Blob([blob], { type: 'application/pdf' }));
  if (window.open(address) === null) saveFile(blob, name);
  setTimeout(() => URL.revokeObjectURL(address), 600_000);
}

/** Hands a file to the browser under a name. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
