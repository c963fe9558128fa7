import { Alert, Button, Progress, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import type { ImportView } from './import-list.tsx';
import { importMessages } from './import-messages.ts';
import { Link } from './link.tsx';
import { Loaded, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { numberText } from './texts.ts';

export const isUndoing = ({ undo }: Pick<ImportView, 'undo'>): boolean =>
  undo !== null && (undo.state === 'waiting' || undo.state === 'running');

const mayUndo = ({ dry_run, created, updated, undo }: ImportView): boolean =>
  !dry_run && created + updated > 0 && (undo === null || undo.state === 'failed');

/** Asks for the reason, which stands in the tombstones of what is withdrawn. */
export function UndoButton({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [asked, setAsked] = useState(false);
  const params = { id: view.id };
  if (!mayUndo(view)) return null;
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {t('undo')}
      </Button>
      {asked ? (
        <ReasonDialog
          title={t('undoTitle', { file: view.file_name })}
          warning={t('undoText')}
          needsReason
          danger
          label={t('undo')}
          run={async (reason) => {
            cache.setQueryData(keyOf('readImport', { params }), await api.undoImport({ params, body: { reason } }));
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}

/** How far the undoing is, and what it left. */
export function ImportUndo({ view }: { view: ImportView }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const { undo } = view;
  if (undo === null) return null;
  const { removed, withdrawn, restored, left, total, done } = undo;
  const number = (value: number): string => numberText(value, lang);
  return (
    <Section title={t('undo')}>
      {isUndoing(view) ? (
        <div aria-live="polite">
          <Progress
            percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
            status="active"
            aria-label={t('undoing')}
          />
          <p>{`${t('undoing')} ${number(done)} / ${number(total)}`}</p>
        </div>
      ) : (
        <Alert
          showIcon
          role="status"
          type={undo.state === 'failed' ? 'error' : left > 0 ? 'warning' : 'success'}
          title={
            undo.state === 'failed'
              ? t('undoFailed')
              : t('undone', {
                  removed: number(removed),
                  withdrawn: number(withdrawn),
                  restored: number(restored),
                  left: number(left),
                })
          }
          description={undo.failure ?? `${undo.by}：${undo.reason}`}
        />
      )}
      {left > 0 && !isUndoing(view) ? <Left id={view.id} /> : null}
    </Section>
  );
}

function Left({ id }: { id: string }) {
  const t = useText(importMessages);
  const ui = useText(uiMessages);
  const [cursor, setCursor] = useState<string>();
  const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
  const read = useRead('listUndoLeft', { params: { id }, query }, { placeholderData: (previous) => previous });
  return (
    <Loaded read={read}>
      {({ items, next }) => (
        <>
          <h3>{t('undoLeft')}</h3>
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            dataSource={items}
            columns={[
              { title: t('record'), render: (_, row) => <Link to={`/resources/${row.id}`}>{row.title}</Link> },
              { title: t('reason'), dataIndex: 'message' },
            ]}
          />
          <p>
            {cursor === undefined ? null : <Button onClick={() => setCursor(undefined)}>{ui('firstPage')}</Button>}{' '}
            {next === null ? null : <Button onClick={() => setCursor(next)}>{ui('nextPage')}</Button>}
          </p>
        </>
      )}
    </Loaded>
  );
}
