import { interchangeRoutes } from '../../../shared/interchange/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { mountInterchange } from './mount.ts';

export { recordAnswer, type RecordAnswer, recordLinks } from './record-answer.ts';
export { element, leaf, type Xml, XML_HEAD } from './xml.ts';

export const interchange = defineModule({
  name: 'interchange',
  table: interchangeRoutes,
  handlers: {},
  mount: mountInterchange,
});
