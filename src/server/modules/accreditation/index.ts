import type { FastifyInstance } from 'fastify';
import { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { MakeContext } from '../../kernel/http/mount.ts';
import { defineModule } from '../../kernel/module.ts';
import { noticeCommand } from './command.ts';
import { notExcluded } from './exclusion.ts';
import { listKeys } from './notices.ts';
import { handlerUninvolved, objectorNamed, recordObjector, releaseObjector } from './objections.ts';
import { publishNotice } from './publish.ts';
import { changeRegister, enterRegister, leaveRegister } from './register-write.ts';
import { handlers } from './routes.ts';

export const accreditation = defineModule({
  name: 'accreditation',
  table: accreditationRoutes,
  handlers,
  commands: { notice: noticeCommand },
  offers: {
    gates: { not_excluded: notExcluded, objector_named: objectorNamed, handler_uninvolved: handlerUninvolved },
    caseEffects: {
      publish_notice: publishNotice,
      record_objector: recordObjector,
      release_objector: releaseObjector,
      enter_register: enterRegister,
      change_register: changeRegister,
      leave_register: leaveRegister,
    },
  },
  mount: mountKeys,
});

/** Where programs of others look for the keys (RFC 8615). */
function mountKeys(http: FastifyInstance, makeContext: MakeContext): void {
  http.get('/.well-known/keyuan-notice-keys.json', async (request, reply) => {
    const { items } = await listKeys(await makeContext(request, reply));
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .send({ keys: items });
  });
}
