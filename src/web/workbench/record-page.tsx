import { Alert, App, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import { Cited } from './failure.tsx';
import { useUnsaved } from './leave-guard.tsx';
import { Loaded, Page } from './page.tsx';
import { RecordActions } from './record-actions.tsx';
import { createDraft, useDirty } from './record-draft.ts';
import { RecordEditor } from './record-editor.tsx';
import { RecordIdentifiers } from './record-identifiers.tsx';
import { RecordFiles } from './record-files.tsx';
import { useRecordType } from './record-type.ts';
import { RecordVersions } from './record-versions.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

export type WorkingCopy = Awaited<ReturnType<WorkbenchApi['readWork']>>;

export function RecordPage({ id }: { id: string }) {
  const read = useRead('readWork', { params: { id } });
  return (
    <Loaded read={read} rows={10}>
      {(copy) => <Typed copy={copy} />}
    </Loaded>
  );
}

function Typed({ copy }: { copy: WorkingCopy }) {
  const t = useText(resourceMessages);
  const type = useRecordType(copy.type);
  return (
    <Page title={copy.title} back={{ to: '/resources', label: t('title') }} about={<Meta copy={copy} />}>
      <Loaded read={type} rows={10}>
        {(data) => <Editing copy={copy} type={data} />}
      </Loaded>
    </Page>
  );
}

function Meta({ copy }: { copy: WorkingCopy }) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const open = copy.state === 'published' || copy.state === 'suspended' || copy.state === 'withdrawn';
  return (
    <div className={styles.meta}>
      <StateBadge state={copy.state} label={copy.state_label} />
      {copy.is_revision ? <StateBadge state="open" label={t('hasRevision')} /> : null}
      <span>{copy.platform.name}</span>
      <span>{t('version', { version: copy.version })}</span>
      <span>{`${t('author')} ${copy.author}`}</span>
      <span>{`${t('updated')} ${instantText(copy.updated_at, lang)}`}</span>
      {open ? <a href={`${lang === 'en' ? '/en' : ''}/resources/${copy.id}`}>{t('publicPage')}</a> : null}
    </div>
  );
}

function Editing({ copy, type }: { copy: WorkingCopy; type: ResourceType }) {
  const t = useText(resourceMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [draft] = useState(() => createDraft(type, copy.fields));
  const [note, setNote] = useState('');
  const seen = useRef(copy);
  const dirty = useDirty(draft);
  useUnsaved(dirty);
  // After a step of its life the record may come back with other content.
  if (seen.current !== copy) {
    const changed = seen.current.revision !== copy.revision && !dirty;
    seen.current = copy;
    if (changed) queueMicrotask(() => draft.settle(draft.values(), copy.fields));
  }
  const keep = (next: WorkingCopy): void => {
    cache.setQueryData(keyOf('readWork', { params: { id: next.id } }), next);
    void cache.invalidateQueries({ queryKey: ['listWork'] });
    void cache.invalidateQueries({ queryKey: ['listVersions'] });
  };
  const save = async (): Promise<void> => {
    const sent = draft.values();
    const body = { revision: copy.revision, fields: draft.given(), note };
    const next = await api.saveResource({ params: { id: copy.id }, body });
    draft.settle(sent, next.fields);
    setNote('');
    keep(next);
    void message.success(t(next.is_revision ? 'savedRevision' : 'saved'));
  };
  const mayEdit = copy.actions.some(({ name }) => name === 'edit');
  const revises = copy.state === 'published' || copy.state === 'suspended';
  return (
    <>
      {copy.is_revision ? <Alert type="info" showIcon title={t('revisionNotice', { version: copy.version })} /> : null}
      {copy.flags.map((flag) => (
        <Alert
          key={flag.text}
          type="warning"
          showIcon
          title={flag.text}
          description={flag.cite ? <Cited cite={flag.cite} /> : null}
          style={{ margin: '8px 0' }}
        />
      ))}
      <RecordEditor
        type={type}
        draft={draft}
        disabled={!mayEdit}
        label={t(revises ? 'saveRevision' : 'saveDraft')}
        save={save}
        bar={<RecordActions copy={copy} dirty={dirty} onCopy={keep} />}
        side={
          <>
            {mayEdit && revises ? (
              <div className={styles.panel}>
                <label htmlFor="note">{t('note')}</label>
                <Input.TextArea
                  id="note"
                  rows={2}
                  maxLength={500}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                />
                <p className={styles.help}>{t('noteHelp')}</p>
              </div>
            ) : null}
            <RecordIdentifiers copy={copy} dirty={dirty} onCopy={keep} />
          </>
        }
      />
      <RecordFiles id={copy.id} mayEdit={mayEdit} />
      <RecordVersions copy={copy} />
    </>
  );
}
