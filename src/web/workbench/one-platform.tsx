import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../ui/language.tsx';
import { useOwnPlatforms } from './choices.ts';
import { Nothing } from './page.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { workMessages } from './work-messages.ts';

/** A page about one platform: chosen in the address, the only one at once. */
export function OnePlatform({ children }: { children: (platform: string) => ReactNode }) {
  const t = useText(workMessages);
  const { path, query } = usePlace();
  const { choices, loading } = useOwnPlatforms();
  const platform = query.get('platform') ?? choices[0]?.value;
  return (
    <>
      <p style={{ marginBottom: 16 }}>
        <Select
          aria-label={t('platform')}
          placeholder={t('choosePlatform')}
          style={{ width: 'min(100%, 26rem)' }}
          loading={loading}
          showSearch={{ optionFilterProp: 'label' }}
          options={choices}
          value={platform ?? null}
          onChange={(value: string | null) => void go(`${path}${withQuery(query, { platform: value ?? undefined })}`)}
        />
      </p>
      {platform === undefined ? loading ? null : <Nothing text={t('choosePlatform')} /> : children(platform)}
    </>
  );
}
