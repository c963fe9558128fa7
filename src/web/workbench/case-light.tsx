import { Tag } from 'antd';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { caseMessages } from './case-messages.ts';

export type CaseRow = Awaited<ReturnType<WorkbenchApi['listCases']>>['items'][number];
export type Case = Awaited<ReturnType<WorkbenchApi['readCase']>>;

const COLORS = { red: 'error', amber: 'warning', green: 'success' } as const;

/** A traffic light in words; the colour only repeats it. */
export function Light({ light }: { light: CaseRow['light'] }) {
  const t = useText(caseMessages);
  if (light === 'none') return null;
  return (
    <Tag color={COLORS[light]} variant="outlined">
      {t(light)}
    </Tag>
  );
}
