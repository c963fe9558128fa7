import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import { type EligibilityAnswer, figuresOf, type Given } from './self-check-data.ts';
import { selfCheckMessages } from './self-check-messages.ts';

/** The result as a PDF, made by the server from the same figures; nothing of it is kept there. */
export function SelfCheckPdf({ answer, given }: { answer: EligibilityAnswer; given: Given }) {
  const t = useText(selfCheckMessages);
  const api = useApi();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const fetchPdf = async (): Promise<void> => {
    setState('busy');
    try {
      const body = { programme: answer.programme, class: answer.class, figures: figuresOf(given), on: answer.on };
      const file = await api.printEligibility({ body });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `${t('title')}-${answer.programme}-${answer.class}-${answer.on}.pdf`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <span className="needs-script">
        <Button icon="download" disabled={state === 'busy'} onClick={() => void fetchPdf()}>
          {t(state === 'busy' ? 'pdfBusy' : 'pdf')}
        </Button>
      </span>
      {state === 'failed' ? (
        <Notice tone="danger" live="alert">
          <p>{t('pdfFailed')}</p>
        </Notice>
      ) : null}
    </>
  );
}
