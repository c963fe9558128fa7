import { Button, Radio, Space, Tooltip } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { Failure } from './failure.tsx';
import type { ImportView } from './import-list.tsx';
import { importMessages } from './import-messages.ts';
import styles from './list.module.css';
import { go } from './router.ts';
import { useSend } from './sign-in.tsx';

type Body = Parameters<WorkbenchApi['startImport']>[0]['body'];

export function ImportStart({ body, blocked }: { body: Body; blocked: boolean }) {
  const t = useText(importMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [state, setState] = useState<'draft' | 'published'>('draft');
  const [send, busy, error] = useSend<ImportView>((view) => {
    void cache.invalidateQueries({ queryKey: ['listImports'] });
    void go(`/imports/${view.id}`);
  });
  const start = (dry_run: boolean): void => send(() => api.startImport({ body: { ...body, state, dry_run } }));
  return (
    <>
      <Failure error={error} />
      <p>
        <Radio.Group
          aria-label={t('target_state')}
          value={state}
          onChange={(event) => setState(event.target.value as typeof state)}
          options={[
            { value: 'draft', label: t('draft') },
            { value: 'published', label: t('published') },
          ]}
        />
      </p>
      <p className={styles.small}>{t('publishedHelp')}</p>
      <Space wrap style={{ marginTop: 12 }}>
        <Tooltip title={t('dryRunHelp')}>
          <Button disabled={blocked || busy} onClick={() => start(true)}>
            {t('dryRun')}
          </Button>
        </Tooltip>
        <Button type="primary" disabled={blocked} loading={busy} onClick={() => start(false)}>
          {t('start')}
        </Button>
      </Space>
    </>
  );
}
