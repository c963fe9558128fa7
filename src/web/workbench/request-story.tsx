import { Button, Checkbox, Form, Input, Upload } from 'antd';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { Failure } from './failure.tsx';
import { Section } from './page.tsx';
import { requestMessages } from './request-messages.ts';
import type { PartProps, RequestPart } from './request-page.tsx';
import styles from './request.module.css';
import { useSend } from './sign-in.tsx';

/** What happened, and what the sides write to each other. */
export function RequestStory({ part, keep }: PartProps) {
  const t = useText(requestMessages);
  const api = useApi();
  const [form] = Form.useForm<{ text: string; question?: boolean }>();
  const [send, busy, error] = useSend<RequestPart>((now) => {
    form.resetFields();
    keep(now);
  });
  const { id, side } = part;
  return (
    <Section title={t('story')} id="story">
      <ol className={styles.story}>
        {part.events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{new Date(event.at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })}</time>
            {` ${t(event.by_platform ? 'platformSide' : 'requesterSide')} ${event.name} · ${event.label}`}
            {event.item === null ? '' : ` · ${event.item}`}
            {event.files.length > 0 || event.text === '' ? null : <p className={styles.said}>{event.text}</p>}
            {event.files.map((file) => (
              <p key={file.id}>
                <a href={`/api/requests/${id}/files/${file.id}`} download>
                  {file.name}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ol>
      <Failure error={error} />
      <Form
        form={form}
        layout="vertical"
        className="no-print"
        onFinish={({ text, question = false }) =>
          send(() => api.sayOnRequest({ params: { id }, body: { text, question } }))
        }
      >
        <Form.Item name="text" label={t('message')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={5000} />
        </Form.Item>
        {side === 'platform' && part.open ? (
          <Form.Item name="question" valuePropName="checked">
            <Checkbox>{t('question')}</Checkbox>
          </Form.Item>
        ) : null}
        <div className={styles.actions}>
          <Button htmlType="submit" loading={busy}>
            {t('send')}
          </Button>
          <Upload
            showUploadList={false}
            beforeUpload={(file) => {
              send(() => api.attachToRequest({ params: { id }, query: { name: file.name }, body: file }));
              return false;
            }}
          >
            <Button disabled={busy}>{t('attach')}</Button>
          </Upload>
        </div>
      </Form>
    </Section>
  );
}
