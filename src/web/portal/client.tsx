import 'virtual:tokens.css';
import '../ui/base.css';
import './portal.css';
import '../ui/print.css';
import { hydrateRoot } from 'react-dom/client';
import { App, type AppProps } from './app.tsx';
import { pages } from './pages.ts';

const script = document.getElementById('data');
if (script?.textContent) void takeOver(JSON.parse(script.textContent) as AppProps);

async function takeOver(props: AppProps): Promise<void> {
  await pages.find(({ name }) => name === props.first.page)?.ready?.();
  hydrateRoot(document, <App {...props} />);
}
