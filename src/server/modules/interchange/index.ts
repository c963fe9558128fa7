import { interchangeRoutes } from '../../../shared/interchange/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { commands } from './commands.ts';
import { mountInterchange } from './mount.ts';
import { handlers } from './routes.ts';

export { recordAnswer, type RecordAnswer, recordLinks } from './record-answer.ts';
export { element, leaf, type Xml, XML_HEAD } from './xml.ts';

export const interchange = defineModule({
  name: 'interchange',
  table: interchangeRoutes,
  handlers,
  commands,
  mount: mountInterchange,
});
