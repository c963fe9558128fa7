import { Tag } from 'antd';

const LOOKS: Readonly<Record<string, string>> = {
  published: 'success',
  done: 'success',
  active: 'success',
  registered: 'success',
  accepted: 'success',
  answered: 'success',
  submitted: 'processing',
  made: 'warning',
  checked: 'processing',
  running: 'processing',
  waiting: 'processing',
  invited: 'processing',
  open: 'warning',
  suspended: 'warning',
  failed: 'error',
  disabled: 'error',
  withdrawn: 'error',
};

/** A state in words; the colour only repeats it. */
export const StateBadge = ({ state, label }: { state: string; label: string }) => (
  <Tag color={LOOKS[state] ?? 'default'} variant="outlined">
    {label}
  </Tag>
);
