import { invalid } from '../../../shared/contract/faults.ts';
import { isCountyRole } from '../../../shared/domain/role.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { accountById, setAccountPassword } from '../../db/store/account.ts';
import { createRecorder } from '../../db/store/record.ts';
import type { GateHandler } from '../../platform/act.ts';
import { hashPassword } from '../../security/password.ts';
import { checkPassword } from './sign-in.ts';

/** Changes one's own password; for county accounts the key slot is wrapped anew with it. */
export const changePassword: GateHandler<'session.changePassword'> = async (input, gate) => {
  const db = gate.db();
  const session = gate.session();
  if (!db || !session) return failed(invalid('', '没有人登录。重新登录后再改密码。'));
  if (input.newPassword === input.oldPassword)
    return failed(invalid('newPassword', '新密码和原来的一样。换一个 8 位以上的密码。'));
  const checked = await checkPassword(gate, db, accountById(db, session.actor.userId), input.oldPassword, false);
  if (!checked.ok) return checked;
  const { clock, ids, kdfCost, appVersion } = gate.options;
  const account = checked.value;
  const password = JSON.stringify(await hashPassword(input.newPassword, kdfCost));
  if (isCountyRole(session.actor.role)) {
    const key = gate.databaseKey();
    if (!key) throw new Error('open desk without key');
    gate.slots.put(await gate.slots.make('password', account.loginName, input.newPassword, key, kdfCost));
  }
  db.client
    .transaction(() => {
      setAccountPassword(db, account.id, password, false);
      const record = createRecorder({
        db,
        actor: session.actor,
        call: 'session.changePassword',
        clock,
        ids,
        appVersion,
      });
      record({ kind: 'account.passwordChanged', subjectNoun: 'account', subjectId: account.id, payload: {} });
    })
    .immediate();
  gate.setSession({ ...session, mustChangePassword: false });
  return ok({});
};
