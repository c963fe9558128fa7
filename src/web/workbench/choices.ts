import { useLanguage } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { nameText } from './texts.ts';

interface Choice {
  value: string;
  label: string;
}

/** Platforms within one's own scopes, by code. */
export function useOwnPlatforms(): { choices: Choice[]; loading: boolean } {
  const lang = useLanguage();
  const { data, isPending } = useRead('listPlatforms', { query: { mine: 'true', limit: 100 } }, { staleTime: 300_000 });
  const choices = (data?.items ?? []).map((platform) => ({ value: platform.code, label: nameText(platform, lang) }));
  return { choices, loading: isPending };
}

export function useResourceTypes(): {
  choices: Choice[];
  aboutOf: (id: string | undefined) => string;
  loading: boolean;
} {
  const { data, isPending } = useRead('listResourceTypes', { query: {} }, { staleTime: 600_000 });
  const items = data?.items ?? [];
  return {
    choices: items.map(({ id, label }) => ({ value: id, label })),
    aboutOf: (id) => items.find((item) => item.id === id)?.about ?? '',
    loading: isPending,
  };
}
