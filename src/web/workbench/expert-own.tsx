import { App, Button, Form } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { type Expert, OwnFields, ownOf, type OwnTexts, textsOf } from './expert-form.tsx';
import { expertMessages } from './expert-messages.ts';
import { Failure } from './failure.tsx';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { useSend } from './sign-in.tsx';

/** An expert’s own entry, to be corrected and to declare ties in. */
export function ExpertOwnPage() {
  const t = useText(expertMessages);
  const read = useRead('readOwnExpert', undefined);
  return (
    <Page title={t('own')} about={t('ownAbout')}>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('ownNone')} />
          ) : (
            <>
              {items.map((of) => (
                <Entry key={`${of.id} ${of.version}`} of={of} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Entry({ of }: { of: Expert }) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [send, busy, error] = useSend<Expert>(() => {
    void cache.invalidateQueries({ queryKey: ['readOwnExpert'] });
    void message.success(t('saved'));
  });
  return (
    <Section title={`${of.name}${of.programme === null ? '' : ` · ${of.programme}`}`}>
      <Failure error={error} />
      <Form<OwnTexts>
        layout="vertical"
        initialValues={textsOf(of)}
        onFinish={(values) =>
          send(() =>
            api.changeOwnExpert({ params: { id: of.id }, body: { version: of.version, expert: ownOf(values, of) } }),
          )
        }
      >
        <OwnFields />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
      </Form>
    </Section>
  );
}
