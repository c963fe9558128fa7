import { Alert, App, Button, Descriptions, Progress } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useLanguage, useText } from '../ui/language.tsx';
import { keyOf, useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import { lineOf } from './failure.tsx';
import { ImportFaults } from './import-faults.tsx';
import { type ImportView, isOver } from './import-list.tsx';
import { ImportUndo, isUndoing, UndoButton } from './import-undo.tsx';
import { importMessages } from './import-messages.ts';
import { Loaded, Page, Section } from './page.tsx';
import { go } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText, leftText, numberText } from './texts.ts';

const POLL_MS = 1000;

export function ImportPage({ id }: { id: string }) {
  const t = useText(importMessages);
  const read = useRead(
    'readImport',
    { params: { id } },
    {
      refetchInterval: ({ state }) => (state.data && (!isOver(state.data) || isUndoing(state.data)) ? POLL_MS : false),
    },
  );
  return (
    <Loaded read={read} rows={8}>
      {(view) => (
        <Page
          title={view.file_name}
          back={{ to: '/imports', label: t('title') }}
          about={`${view.platform.name} · ${view.type_label}${view.dry_run ? ` · ${t('dryRunTag')}` : ''}`}
          actions={<Actions view={view} />}
        >
          <Section title={t('progress')} extra={<StateBadge state={view.state} label={view.state_label} />}>
            <HowFar view={view} />
            <Counts view={view} />
          </Section>
          <ImportUndo view={view} />
          <Remarks view={view} />
          {isOver(view) ? (
            <Section title={t('faults')}>
              <ImportFaults id={id} />
            </Section>
          ) : null}
        </Page>
      )}
    </Loaded>
  );
}

function HowFar({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  if (isOver(view)) {
    const outcome =
      view.state === 'done' ? (view.dry_run ? 'doneDry' : 'done') : view.state === 'failed' ? 'failed' : 'cancelled';
    return (
      <Alert
        showIcon
        role="status"
        type={view.state === 'done' ? (view.refused > 0 ? 'warning' : 'success') : 'error'}
        title={t(outcome)}
        description={view.failure?.message}
        style={{ marginBottom: 12 }}
      />
    );
  }
  const percent = view.rows_total ? Math.floor((view.rows_done / view.rows_total) * 100) : 0;
  const words = [
    `${numberText(view.rows_done, lang)}${view.rows_total === null ? '' : ` / ${numberText(view.rows_total, lang)}`}`,
    view.rate === null ? t('waiting') : t('rate', { rate: numberText(Math.round(view.rate), lang) }),
    view.seconds_left === null ? '' : leftText(view.seconds_left, lang),
  ];
  return (
    <div aria-live="polite">
      <Progress percent={percent} status="active" aria-label={t('progress')} />
      <p>{words.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function Counts({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const counts = ['created', 'updated', 'unchanged', 'refused', 'warnings'] as const;
  return (
    <Descriptions
      size="small"
      column={{ xs: 2, sm: 3, lg: 5 }}
      items={[
        ...counts.map((key) => ({ key, label: t(key), children: numberText(view[key], lang) })),
        { key: 'by', label: t('by'), children: view.started_by },
        { key: 'at', label: t('at'), children: instantText(view.created_at, lang) },
      ]}
    />
  );
}

function Remarks({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  if (view.notes.length === 0) return null;
  return (
    <Section title={t('notes')}>
      <ul style={{ paddingLeft: 20 }}>
        {view.notes.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </Section>
  );
}

function Actions({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { modal, message } = App.useApp();
  const [download, busy] = useDownload();
  const params = { id: view.id };
  const cancel = async (): Promise<void> => {
    const sure = await modal.confirm({
      title: t('cancelTitle'),
      content: t('cancelText'),
      okText: t('cancel'),
      okButtonProps: { danger: true },
    });
    if (!sure) return;
    try {
      cache.setQueryData(keyOf('readImport', { params }), await api.cancelImport({ params }));
    } catch (error) {
      void message.error(lineOf(error));
    }
  };
  return (
    <>
      {isOver(view) ? null : (
        <Button danger onClick={() => void cancel()}>
          {t('cancel')}
        </Button>
      )}
      {isOver(view) && view.refused > 0 ? (
        <Button
          loading={busy}
          onClick={() => download(() => api.downloadRefused({ params }), `refused-${view.file_name}`)}
        >
          {t('downloadRefused')}
        </Button>
      ) : null}
      {isOver(view) ? <UndoButton view={view} /> : null}
      {!view.dry_run && view.created + view.updated > 0 ? (
        <Button type="primary" onClick={() => void go(`/resources?batch=${view.id}`)}>
          {t('showRecords')}
        </Button>
      ) : null}
    </>
  );
}
