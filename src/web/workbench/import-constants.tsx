import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { FieldChoice } from './import-mapping.tsx';
import { importMessages } from './import-messages.ts';
import styles from './list.module.css';

export type Constants = Record<string, string>;

interface ImportConstantsProps {
  fields: readonly FieldChoice[];
  constants: Constants;
  onChange: (constants: Constants) => void;
}

/** Values that all rows get where no column gives one. */
export function ImportConstants({ fields, constants, onChange }: ImportConstantsProps) {
  const t = useText(importMessages);
  const [field, setField] = useState<string>();
  const [value, setValue] = useState('');
  const add = (): void => {
    if (field === undefined || value.trim() === '') return;
    onChange({ ...constants, [field]: value.trim() });
    setField(undefined);
    setValue('');
  };
  const without = (id: string): Constants =>
    Object.fromEntries(Object.entries(constants).filter(([key]) => key !== id));
  return (
    <>
      <p className={styles.small}>{t('constantsHelp')}</p>
      <ul>
        {Object.entries(constants).map(([id, text]) => (
          <li key={id}>
            {`${fields.find((choice) => choice.value === id)?.label ?? id} = ${text} `}
            <Button size="small" type="link" onClick={() => onChange(without(id))}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <Space wrap>
        <Select
          aria-label={t('field')}
          placeholder={t('field')}
          style={{ width: 280 }}
          showSearch={{ optionFilterProp: 'label' }}
          options={[...fields]}
          value={field ?? null}
          onChange={(next: string | null) => setField(next ?? undefined)}
        />
        <Input
          aria-label={t('value')}
          placeholder={t('value')}
          maxLength={2000}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onPressEnter={add}
        />
        <Button onClick={add}>{t('addConstant')}</Button>
      </Space>
    </>
  );
}
