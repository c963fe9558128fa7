import { Button, Form, Radio, Segmented, Select, Tag } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { MAIL_CHOICES } from '../../shared/notifications/mail-choices.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './messages.module.css';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { shellMessages } from './shell-messages.ts';
import { useSend } from './sign-in.tsx';
import { instantText } from './texts.ts';

type Message = Awaited<ReturnType<WorkbenchApi['listMessages']>>['items'][number];
type Setting = Awaited<ReturnType<WorkbenchApi['readMessageSetting']>>;
const KINDS = { step: 'step', due: 'dueKind', overdue: 'overdueKind', other: 'otherKind' } as const;
const COLORS = { step: 'default', due: 'warning', overdue: 'error', other: 'processing' } as const;

/** What the reader was told, the latest first, and how it comes by mail. */
export function MessagesPage() {
  const t = useText(deskMessages);
  const { path, query } = usePlace();
  const [mark, busy] = useMark();
  const unread = query.get('unread') === 'true';
  const asked = {
    query: {
      ...(unread && { unread: 'true' as const }),
      ...(query.has('case') && { case: query.get('case')! }),
      ...(query.has('cursor') && { cursor: query.get('cursor')! }),
    },
  };
  const read = useRead('listMessages', asked, { refetchInterval: 60_000 });
  const cache = useQueryClient();
  const { dataUpdatedAt } = read;
  // The bell agrees with the list.
  useEffect(() => void cache.invalidateQueries({ queryKey: keyOf('countMessages') }), [cache, dataUpdatedAt]);
  return (
    <Page
      title={t('messages')}
      about={t('messagesAbout')}
      actions={
        <Button loading={busy} onClick={() => mark({ all: true })}>
          {t('markAll')}
        </Button>
      }
    >
      <p className={styles.scope}>
        <Segmented
          aria-label={t('messages')}
          value={unread ? 'true' : 'false'}
          options={[
            { value: 'false', label: t('allMessages') },
            { value: 'true', label: t('onlyUnread') },
          ]}
          onChange={(value) => void go(`${path}${withQuery(query, { unread: value === 'true' ? 'true' : undefined })}`)}
        />
      </p>
      <Loaded read={read} rows={6}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t(unread ? 'noUnread' : 'noMessages')} />
          ) : (
            <>
              <ul className={styles.list}>
                {items.map((message) => (
                  <li key={message.id} className={message.read ? styles.message : styles.unread}>
                    <OneMessage message={message} onRead={() => mark({ ids: [message.id] })} />
                  </li>
                ))}
              </ul>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      <Settings />
    </Page>
  );
}

/** Marks messages read; the bell follows. */
export function useMark(): [mark: (which: { ids?: string[]; case?: string; all?: boolean }) => void, busy: boolean] {
  const api = useApi();
  const cache = useQueryClient();
  const [send, busy] = useSend<{ unread: number }>((count) => {
    cache.setQueryData(keyOf('countMessages'), count);
    void cache.invalidateQueries({ queryKey: ['listMessages'] });
  });
  return [(which) => send(() => api.markMessagesRead({ body: { ids: [], ...which } })), busy];
}

function OneMessage({ message, onRead }: { message: Message; onRead: () => void }) {
  const t = useText(deskMessages);
  const lang = useLanguage();
  return (
    <article aria-label={message.subject ?? t('hidden')}>
      <header className={styles.head}>
        <Tag color={COLORS[message.kind]} variant="outlined">
          {t(KINDS[message.kind])}
        </Tag>
        {message.read ? null : <Tag color="processing">{t('unread')}</Tag>}
        <span className={styles.small}>{instantText(message.at, lang)}</span>
      </header>
      <h2 className={styles.subject}>{message.subject ?? t('hidden')}</h2>
      {message.text === null ? null : <p className={styles.text}>{message.text}</p>}
      <p className={styles.foot}>
        {message.link === null ? null : (
          <Link to={message.link} onClick={message.read ? undefined : onRead}>
            {t('openCase')}
          </Link>
        )}
        {message.read ? null : (
          <Button size="small" type="link" onClick={onRead}>
            {t('markRead')}
          </Button>
        )}
      </p>
    </article>
  );
}

function Settings() {
  const t = useText(deskMessages);
  const read = useRead('readMessageSetting', undefined);
  return (
    <div className="no-print">
      <Section title={t('settings')} id="settings">
        <p className={styles.small}>{t('settingsAbout')}</p>
        <Loaded read={read}>{(setting) => <SettingForm key={setting.revision} setting={setting} />}</Loaded>
      </Section>
    </div>
  );
}

function SettingForm({ setting }: { setting: Setting }) {
  const t = useText(deskMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [send, busy, error] = useSend<Setting>((next) => cache.setQueryData(keyOf('readMessageSetting'), next));
  return (
    <Form<Setting>
      layout="vertical"
      initialValues={setting}
      onFinish={(values) => send(() => api.saveMessageSetting({ body: { ...values, revision: setting.revision } }))}
    >
      <Failure error={error} />
      <Form.Item name="mail" label={t('settings')}>
        <Radio.Group
          aria-label={t('settings')}
          options={MAIL_CHOICES.map((value) => ({ value, label: t(value) }))}
          className={styles.choices!}
        />
      </Form.Item>
      <Form.Item name="lang" label={t('mailLanguage')} htmlFor="mail-language">
        <Select
          id="mail-language"
          className={styles.language!}
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {shell('save')}
      </Button>
      {setting.revision > 0 ? <span role="status" className={styles.small}>{` ${t('saved')}`}</span> : null}
    </Form>
  );
}
