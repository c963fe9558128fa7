import { Steps } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { importMessages } from './import-messages.ts';
import { Page, Section } from './page.tsx';

/** What was chosen first: the file as the server keeps it, and where its rows go. */
export interface Chosen {
  file: string;
  name: string;
  platform: string;
  type: string;
}

export function ImportNewPage() {
  const t = useText(importMessages);
  const [chosen, setChosen] = useState<Chosen>();
  return (
    <Page title={t('newImport')} back={{ to: '/imports', label: t('title') }}>
      <Steps
        current={chosen ? 1 : 0}
        size="small"
        style={{ marginBottom: 20 }}
        items={[{ title: t('stepFile') }, { title: t('stepMapping') }, { title: t('stepStart') }]}
      />
      {chosen ? (
        <ImportMapping chosen={chosen} onBack={() => setChosen(undefined)} />
      ) : (
        <Section title={t('stepFile')}>
          <ImportFile onChosen={setChosen} />
        </Section>
      )}
    </Page>
  );
}
