import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { CHECK_STATES } from '../../shared/agreements/codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { permitBody, PermitFields, type PermitValues } from './permit-fields.tsx';
import { permitMessages } from './permit-messages.ts';
import { PermitTable } from './permit-table.tsx';
import { usePlace } from './router.ts';
import { optionsOf } from './texts.ts';

export function PermitListPage() {
  const t = useText(permitMessages);
  const lang = useLanguage();
  const api = useApi();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const kinds = useRead('listPermitKinds', undefined, { staleTime: 600_000 });
  const read = useRead('listPermits', { query: Object.fromEntries(query) });
  const [adding, setAdding] = useState(false);
  const again = (): void => void read.refetch();
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('create')}
        </Button>
      }
    >
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          { name: 'state', label: t('state'), options: optionsOf(CHECK_STATES, lang) },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <PermitTable items={items} onChanged={again} linked />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {adding ? (
        <FormDialog<PermitValues & { platform: string }, unknown>
          title={t('create')}
          label={t('save')}
          initial={platforms.choices[0] ? { platform: platforms.choices[0].value } : {}}
          save={({ platform, ...values }) => api.createPermit({ body: { ...permitBody(values), platform } })}
          onSaved={again}
          onClose={() => setAdding(false)}
        >
          <Form.Item name="platform" label={t('platform')} rules={[{ required: true, message: t('fill') }]}>
            <Select options={platforms.choices} />
          </Form.Item>
          <PermitFields
            kinds={(kinds.data?.items ?? [])
              .filter(({ of }) => of === 'platform')
              .map(({ id, label }) => ({ value: id, label }))}
          />
        </FormDialog>
      ) : null}
    </Page>
  );
}
