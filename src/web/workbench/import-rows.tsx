import { useText } from '../ui/language.tsx';
import type { Preview } from './import-mapping.tsx';
import { importMessages } from './import-messages.ts';
import { StateBadge } from './state-badge.tsx';

/** What the first rows would give, by row. */
export function ImportRows({ data }: { data: Preview }) {
  const t = useText(importMessages);
  return (
    <ul style={{ paddingLeft: 20 }}>
      {data.rows.map(({ row, cells, faults }) => (
        <li key={row}>
          {`${t('row')} ${row}：${cells.filter(Boolean).slice(0, 3).join(' | ').slice(0, 80)} `}
          {faults.length === 0 ? <StateBadge state="done" label={t('rowFine')} /> : null}
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.column} ${fault.message}`}>
                <StateBadge state={fault.severity === 'error' ? 'failed' : 'open'} label={t(fault.severity)} />
                {fault.column === null ? fault.message : `${fault.column}：${fault.message}`}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
