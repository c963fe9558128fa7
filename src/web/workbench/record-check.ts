import { useEffect, useState } from 'react';
import { checkRecord } from '../../shared/catalogue/check-record.ts';
import type { RecordFault } from '../../shared/catalogue/checked-record.ts';
import { whenHolds } from '../../shared/catalogue/display.ts';
import { recordFaultText } from '../../shared/catalogue/record-faults.ts';
import type { FieldSpec, RecordFields, ResourceType } from '../../shared/catalogue/resource-type.ts';
import { civilDateAt } from '../../shared/dates.ts';
import { useLanguage } from '../ui/language.tsx';
import type { Draft } from './record-draft.ts';

export interface Finding {
  field: string | null;
  severity: RecordFault['severity'];
  message: string;
}

export interface Check {
  findings: readonly Finding[];
  missing: readonly FieldSpec[];
  /** Share of the minimum set that is filled, percent. */
  quality: number;
}

const WAIT_MS = 350;

/** The record checked as it is typed, by the same rules as the server's. */
export function useRecordCheck(type: ResourceType, draft: Draft): Check {
  const lang = useLanguage();
  const [check, setCheck] = useState<Check>(() => run(type, draft, lang));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = draft.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setCheck(run(type, draft, lang)), WAIT_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [type, draft, lang]);
  return check;
}

function run(type: ResourceType, draft: Draft, lang: 'zh-CN' | 'en'): Check {
  const given = draft.given();
  const { faults } = checkRecord(type, given, { today: civilDateAt(new Date().toISOString()) });
  const wanted = type.fields.filter((field) => field.minimum && whenHolds(field, given as RecordFields));
  const missing = wanted.filter(({ id }) => given[id] === undefined);
  return {
    findings: faults.map(({ field, severity, code, params }) => ({
      field,
      severity,
      message: recordFaultText(code, params, lang),
    })),
    missing,
    quality: wanted.length === 0 ? 100 : Math.round(((wanted.length - missing.length) / wanted.length) * 100),
  };
}
