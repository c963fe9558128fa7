import { App } from 'antd';
import { useState } from 'react';
import { lineOf } from './failure.tsx';

/** Asks for a file and hands it to the browser under a name. */
export function useDownload(): [download: (call: () => Promise<Blob>, name: string) => void, busy: boolean] {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const download = (call: () => Promise<Blob>, name: string): void => {
    setBusy(true);
    call()
      .then((blob) => save(blob, name))
      .catch((error: unknown) => message.error(lineOf(error)))
      .finally(() => setBusy(false));
  };
  return [download, busy];
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
