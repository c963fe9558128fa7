import { useText } from '../ui/language.tsx';
import { Page } from './page.tsx';
import { shellMessages } from './shell-messages.ts';

export function HomePage() {
  const t = useText(shellMessages);
  return <Page title={t('home')}>{null}</Page>;
}
