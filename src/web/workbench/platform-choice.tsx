import { Select } from 'antd';
import { useState } from 'react';
import { useOwnPlatforms } from './choices.ts';
import styles from './list.module.css';
import { usePlace } from './router.ts';

/** At which of one's own platforms something new is written: that of the address, else the first, until another is chosen. */
export function usePlatformChoice(): {
  platform: string | undefined;
  loading: boolean;
  choices: { value: string; label: string }[];
  choose: (platform: string | undefined) => void;
} {
  const { query } = usePlace();
  const { choices, loading } = useOwnPlatforms();
  const [chosen, choose] = useState<string>();
  return { platform: chosen ?? query.get('platform') ?? choices[0]?.value, loading, choices, choose };
}

export function PlatformChoice({
  label,
  choice: { platform, loading, choices, choose },
}: {
  label: string;
  choice: ReturnType<typeof usePlatformChoice>;
}) {
  return (
    <Select
      aria-label={label}
      className={styles.search!}
      value={platform ?? null}
      loading={loading}
      options={choices}
      onChange={(value: string | null) => choose(value ?? undefined)}
    />
  );
}
