import { type FormEvent, useEffect, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import { forgetFigures, saveFigures, savedFigures } from './saved-figures.ts';
import { checkClass, type ClassView, type FigureView, type Given, readGiven, writeGiven } from './self-check-data.ts';
import { FigureField } from './self-check-field.tsx';
import { selfCheckMessages } from './self-check-messages.ts';
import styles from './self-check.module.css';
import { useHref, useSite } from './site.ts';

/** An address longer than this may be cut on its way; the question is then sent without one. */
const LONGEST = 6000;

export type Outcome = Awaited<ReturnType<typeof checkClass>> & { given: Given };

export interface FormProps {
  of: ClassView;
  given: Given;
  faults: Readonly<Record<string, string>>;
  /** Told of an answer that came without a new address. */
  onAnswer: (outcome: Outcome) => void;
}

/** A plain GET form by criterion; with script it also keeps what is typed, and sends what is too long for an address. */
export function SelfCheckForm({ of, given, faults, onAnswer }: FormProps) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const api = useApi();
  const [start, setStart] = useState({ given, restored: false });
  const [busy, setBusy] = useState(false);
  const asked = of.figures.map(({ id }) => id);
  const isEmpty = Object.keys(given.values).length === 0;

  // What this browser kept fills an empty form; only after the page is taken over, so that both first pictures agree.
  useEffect(() => {
    const saved = savedFigures();
    const mine = asked.some((id) => saved.values[id] !== undefined);
    setStart(isEmpty && mine ? { given: saved, restored: true } : { given, restored: false });
    if (!isEmpty) saveFigures(asked, given);
  }, [of.programme, of.class, given]);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    const form = event.currentTarget;
    const typed = readGiven(new FormData(form));
    saveFigures(asked, typed);
    if (writeGiven(typed).toString().length <= LONGEST) return;
    event.preventDefault();
    setBusy(true);
    try {
      onAnswer({ ...(await checkClass(api, of, typed)), given: typed });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      action={href('/self-check')}
      method="get"
      className={styles.form}
      key={`${of.programme} ${of.class} ${JSON.stringify(start.given)}`}
      onSubmit={(event) => void submit(event)}
      onChange={(event) => saveFigures(asked, readGiven(new FormData(event.currentTarget)))}
      noValidate
    >
      <input type="hidden" name="programme" value={of.programme} />
      <input type="hidden" name="class" value={of.class} />
      {faults[''] === undefined ? null : (
        <Notice tone="danger" live="alert" title={t('faults')}>
          <ul>
            {Object.entries(faults)
              .filter(([id]) => id === '' || !asked.includes(id))
              .map(([id, message]) => (
                <li key={id}>{message}</li>
              ))}
          </ul>
        </Notice>
      )}
      {start.restored ? <Restored onForget={() => setStart({ given, restored: false })} /> : null}
      {groupsOf(of.figures).map((figures) => (
        <Group key={figures[0]!.id} figures={figures} given={start.given} faults={faults} />
      ))}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={busy}>
          {t(busy ? 'checking' : 'check')}
        </Button>
      </div>
    </form>
  );
}

function Restored({ onForget }: { onForget: () => void }) {
  const t = useText(selfCheckMessages);
  return (
    <Notice live="status">
      <p>{t('restored')}</p>
      <Button
        look="quiet"
        onClick={() => {
          forgetFigures();
          onForget();
        }}
      >
        {t('forget')}
      </Button>
    </Notice>
  );
}

interface GroupProps {
  figures: readonly FigureView[];
  given: Given;
  faults: Readonly<Record<string, string>>;
}

/** The figures that one criterion asks for, under what it says and its article. */
function Group({ figures, given, faults }: GroupProps) {
  const { lang, instruments } = useSite();
  const { cite, gist } = figures[0]!;
  const instrument = instruments[cite.policy];
  return (
    <section className={styles.group} aria-label={gist}>
      <h3>{gist}</h3>
      <Citation cite={cite} instrument={instrument ? pick(instrument, lang) : cite.policy} gist={gist} />
      <div className={styles.fields}>
        {figures.map((figure) => (
          <FigureField key={figure.id} figure={figure} given={given} error={faults[figure.id]} />
        ))}
      </div>
    </section>
  );
}

/** Figures in their order, those of one criterion together. */
function groupsOf(figures: readonly FigureView[]): FigureView[][] {
  const groups = new Map<string, FigureView[]>();
  for (const figure of figures) groups.set(figure.cite.clause, [...(groups.get(figure.cite.clause) ?? []), figure]);
  return [...groups.values()];
}
