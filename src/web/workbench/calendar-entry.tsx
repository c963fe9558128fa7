import { App, Button, Form, Input, InputNumber, Modal, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { CalendarYear } from './calendar.tsx';
import { calendarMessages } from './calendar-messages.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { filled } from './form-dialog.tsx';
import { shellMessages } from './shell-messages.ts';
import { useSend } from './sign-in.tsx';

type Preview = Awaited<ReturnType<WorkbenchApi['previewCalendarYear']>> & {
  clocks: Awaited<ReturnType<WorkbenchApi['previewClocks']>>;
};

interface Values {
  year: number;
  notice: string;
  issued_on?: string | null;
  link?: string | null;
  table: string;
}

interface EntryProps {
  known: readonly CalendarYear[];
  first: Pick<CalendarYear, 'year'> & Partial<Pick<CalendarYear, 'notice' | 'issued_on' | 'link' | 'revision'>>;
  onClose: () => void;
}

/** Enters the arrangement of a year in two steps: what would change is shown before anything is saved. */
export function CalendarEntry({ known, first, onClose }: EntryProps) {
  const t = useText(calendarMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [preview, setPreview] = useState<Preview>();
  const [look, looking, lookError] = useSend<Preview>(setPreview);
  const [save, saving, saveError] = useSend<{ year: number }>(({ year }) => {
    for (const key of ['listCalendarYears', 'readCalendarYear', 'listCalendarRevisions'])
      void cache.invalidateQueries({ queryKey: [key] });
    void message.success(t('saved', { year }));
    onClose();
  });
  const ask = (values: Values): void =>
    look(async () => {
      const { year, table } = values;
      const [days, clocks] = await Promise.all([
        api.previewCalendarYear({ params: { year }, body: { table } }),
        api.previewClocks({ body: { year, table } }),
      ]);
      return { ...days, clocks };
    });
  const store = ({ year, ...values }: Values, revision: number): void =>
    save(() => api.loadCalendarYear({ params: { year }, body: { ...filled(values), revision } }));
  return (
    <Modal
      open
      width={720}
      title={t('enter')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button loading={looking} type={preview ? 'default' : 'primary'} onClick={() => form.submit()}>
            {t('preview')}
          </Button>
          {preview ? (
            <Button type="primary" loading={saving} onClick={() => store(form.getFieldsValue(), preview.revision)}>
              {t('save')}
            </Button>
          ) : null}
        </>
      }
    >
      <Failure error={saveError ?? lookError} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ year: first.year, notice: first.notice ?? '', issued_on: first.issued_on, link: first.link }}
        onValuesChange={() => setPreview(undefined)}
        onFinish={ask}
      >
        <Fields form={form} onRead={() => setPreview(undefined)} />
        {first.revision === undefined ? null : <Prefill form={form} year={first.year} />}
      </Form>
      {preview ? (
        <section aria-label={t('preview')} role="status">
          <Changes preview={preview} known={known.some(({ year }) => year === preview.year)} />
          <MovedClocks clocks={preview.clocks} />
        </section>
      ) : null}
    </Modal>
  );
}

type FormOf = ReturnType<typeof Form.useForm<Values>>[0];

function Fields({ form, onRead }: { form: FormOf; onRead: () => void }) {
  const t = useText(calendarMessages);
  const needed = [{ required: true, message: t('fill') }];
  return (
    <>
      <Form.Item name="year" label={t('year')} rules={needed}>
        <InputNumber min={2000} max={2099} precision={0} />
      </Form.Item>
      <Form.Item name="notice" label={t('notice')} extra={t('noticeHelp')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="issued_on" label={t('issuedOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="link" label={t('link')}>
        <Input type="url" maxLength={500} />
      </Form.Item>
      <Form.Item label={t('file')} htmlFor="calendar-file">
        <input
          id="calendar-file"
          type="file"
          accept=".csv,.tsv,.txt,.json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            void file?.text().then((table) => {
              form.setFieldsValue({ table });
              onRead();
            });
          }}
        />
      </Form.Item>
      <Form.Item name="table" label={t('table')} extra={t('tableHelp')} rules={needed}>
        <Input.TextArea rows={8} maxLength={100_000} placeholder={t('tableExample')} spellCheck={false} />
      </Form.Item>
    </>
  );
}

/** Puts in the days as they stand, so that a correction is a change of some lines. */
function Prefill({ form, year }: { form: FormOf; year: number }) {
  const read = useRead('listCalendarRevisions', { params: { year } });
  const table = read.data?.items[0]?.table;
  useEffect(() => {
    if (table !== undefined && !form.isFieldTouched('table')) form.setFieldsValue({ table });
  }, [form, table]);
  return null;
}

function Changes({ preview, known }: { preview: Preview; known: boolean }) {
  const t = useText(calendarMessages);
  const lang = useLanguage();
  if (preview.changes.length === 0 && known) return <p>{t('noChanges')}</p>;
  return (
    <>
      <p>{`${t('daysOff')}：${preview.days_off} · ${t('makeUpDays')}：${preview.make_up_days}`}</p>
      <Table
        rowKey="date"
        size="small"
        pagination={false}
        title={() => t('changes', { count: preview.changes.length })}
        dataSource={preview.changes}
        columns={[
          { title: t('date'), dataIndex: 'date' },
          { title: t('before'), render: (_, row) => t(row.before) },
          { title: t('after'), render: (_, row) => t(row.after) },
          { title: t('name'), render: (_, row) => (row.name ? pick(row.name, lang) : '') },
        ]}
      />
    </>
  );
}

function MovedClocks({ clocks: { checked, more, items } }: { clocks: Preview['clocks'] }) {
  const t = useText(calendarMessages);
  if (items.length === 0) return <p>{t('movedNone', { count: checked })}</p>;
  return (
    <Table
      rowKey={(row) => `${row.case} ${row.clock}`}
      size="small"
      pagination={false}
      title={() => t(more ? 'movedMore' : 'moved', { count: items.length })}
      dataSource={items}
      columns={[
        { title: t('caseTitle'), dataIndex: 'title' },
        { title: t('clock'), dataIndex: 'clock' },
        { title: t('last'), dataIndex: 'last' },
        { title: t('wouldBe'), dataIndex: 'would_be' },
      ]}
    />
  );
}
