import { Alert, App, Button, Form, Input, Modal, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CSTR_STATES, CSTR_STEPS, type CstrState } from '../../shared/catalogue/cstr.ts';
import { EDITORS } from '../../shared/catalogue/people.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import type { WorkingCopy } from './record-page.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';
import { useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';

type Identifier = Awaited<ReturnType<WorkbenchApi['readResource']>>['identifiers'][number];

interface RecordIdentifiersProps {
  copy: WorkingCopy;
  dirty: boolean;
  onCopy: (copy: WorkingCopy) => void;
}

/** Identifiers of a record that was published, with how far their registration is. */
export function RecordIdentifiers({ copy, dirty, onCopy }: RecordIdentifiersProps) {
  const t = useText(resourceMessages);
  const { holds } = useSigned();
  const isPublic = copy.state === 'published' || copy.state === 'suspended';
  const read = useRead('readResource', { params: { id: copy.id }, query: {} }, { enabled: isPublic });
  const [asked, setAsked] = useState<Identifier>();
  const items = read.data?.identifiers ?? [];
  return (
    <section className={styles.panel} aria-label={t('identifiers')}>
      <h2 className={styles.label}>{t('identifiers')}</h2>
      {items.length === 0 ? <p className={styles.help}>{t('noIdentifiers')}</p> : null}
      {items.map((item) => (
        <p key={item.display}>
          <span className="mono">{item.display}</span> <StateBadge state={item.state} label={item.state_label} />{' '}
          {holds(EDITORS) && stepsFrom(item.state).length > 0 ? (
            <Button size="small" disabled={dirty} onClick={() => setAsked(item)}>
              {t('moveTo')}
            </Button>
          ) : null}
        </p>
      ))}
      {asked ? <Move copy={copy} item={asked} onCopy={onCopy} onClose={() => setAsked(undefined)} /> : null}
    </section>
  );
}

const stepsFrom = (state: string): readonly CstrState[] => (state in CSTR_STEPS ? CSTR_STEPS[state as CstrState] : []);

interface MoveProps {
  copy: WorkingCopy;
  item: Identifier;
  onCopy: (copy: WorkingCopy) => void;
  onClose: () => void;
}

function Move({ copy, item, onCopy, onClose }: MoveProps) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ state: CstrState; task?: string }>();
  const [send, busy, error] = useSend<WorkingCopy>((next) => {
    onCopy(next);
    void cache.invalidateQueries({ queryKey: ['readResource'] });
    void message.success(t('saved'));
    onClose();
  });
  return (
    <Modal open title={item.display} onOk={() => form.submit()} okButtonProps={{ loading: busy }} onCancel={onClose}>
      <Failure error={error} />
      <Alert type="info" title={item.state_label} />
      <Form
        form={form}
        layout="vertical"
        onFinish={({ state, task }: { state: CstrState; task?: string }) =>
          send(() =>
            api.setIdentifierState({
              params: { id: copy.id },
              body: { scheme: item.scheme, value: item.value, state, task: task ?? '' },
            }),
          )
        }
      >
        <Form.Item name="state" label={t('moveTo')} rules={[{ required: true, message: t('chooseValue') }]}>
          <Select options={stepsFrom(item.state).map((value) => ({ value, label: pick(CSTR_STATES[value], lang) }))} />
        </Form.Item>
        <Form.Item name="task" label={t('task')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
