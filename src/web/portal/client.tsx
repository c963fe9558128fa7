import 'virtual:tokens.css';
import '../ui/base.css';
import './portal.css';
import '../ui/print.css';
import { hydrateRoot } from 'react-dom/client';
import { App, type AppProps } from './app.tsx';

const script = document.getElementById('data');
if (script?.textContent) {
  const props = JSON.parse(script.textContent) as AppProps;
  hydrateRoot(document, <App {...props} />);
}
