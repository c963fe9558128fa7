import { useState } from 'react';
import { Button } from './button.tsx';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';

/** Copies a text in one click and says so. @param what names the text for those who do not see it beside the button */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useText(uiMessages);
  const [state, setState] = useState<'copy' | 'copied' | 'copyFailed'>('copy');
  const copy = async (): Promise<void> => {
    const done = await write(text);
    setState(done ? 'copied' : 'copyFailed');
    setTimeout(() => setState('copy'), 4000);
  };
  return (
    <span className="no-print needs-script">
      <Button look="quiet" icon={state === 'copied' ? 'check' : 'copy'} onClick={() => void copy()}>
        {t(state)}
        <span className="visually-hidden">{` ${what}`}</span>
      </Button>
      <span className="visually-hidden" role="status">
        {state === 'copy' ? '' : t(state)}
      </span>
    </span>
  );
}

/** The clipboard interface exists on secure origins only; many intranets have none, so there is the old way too. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('readonly', '');
    area.className = 'visually-hidden';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
