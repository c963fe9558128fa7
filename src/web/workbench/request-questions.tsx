import { Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Loaded, Section } from './page.tsx';
import { requestMessages } from './request-messages.ts';
import styles from './request.module.css';

/** What a platform asks of everybody who requests. */
export function RequestQuestions({ platform }: { platform: string }) {
  const t = useText(requestMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [adding, setAdding] = useState(false);
  const read = useRead('listQuestions', { query: { platform } });
  const again = (): void => void cache.invalidateQueries({ queryKey: ['listQuestions'] });
  const [closing, setClosing] = useState<{ id: string; revision: number }>();
  return (
    <Section title={t('questions')} extra={<Button onClick={() => setAdding(true)}>{t('addQuestion')}</Button>}>
      <Loaded read={read}>
        {({ items }) => (
          <ul className={styles.lines}>
            {items
              .filter(({ closed }) => !closed)
              .map(({ id, text_zh, revision }) => (
                <li key={id}>
                  {text_zh}
                  <Button type="link" onClick={() => setClosing({ id, revision })}>
                    {t('stopAsking')}
                  </Button>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      {closing ? (
        <FormDialog<{ reason?: string }, unknown>
          title={t('stopAsking')}
          label={t('stopAsking')}
          initial={{}}
          save={({ reason = '' }) =>
            api.closeQuestion({ params: { id: closing.id }, body: { revision: closing.revision, reason } })
          }
          onSaved={again}
          onClose={() => setClosing(undefined)}
        >
          <Form.Item name="reason" label={t('closeReason')}>
            <Input maxLength={200} autoFocus />
          </Form.Item>
        </FormDialog>
      ) : null}
      {adding ? (
        <FormDialog<{ text_zh: string }, unknown>
          title={t('addQuestion')}
          label={t('addQuestion')}
          initial={{}}
          save={({ text_zh }) => api.addQuestion({ body: { platform, text_zh } })}
          onSaved={again}
          onClose={() => setAdding(false)}
        >
          <Form.Item name="text_zh" label={t('questionText')} rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={500} autoFocus />
          </Form.Item>
        </FormDialog>
      ) : null}
    </Section>
  );
}
