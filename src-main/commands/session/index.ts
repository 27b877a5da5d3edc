import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { writeAudit } from '../../db/store/audit.ts';
import type { GateHandler } from '../../platform/act.ts';
import type { Gate } from '../../security/gate.ts';
import { changePassword } from './change-password.ts';
import { checkPassword, signIn } from './sign-in.ts';

/** Ends the session; the database stays open, so that school accounts can follow. */
const signOut: GateHandler<'session.signOut'> = async (_input, gate) => {
  audit(gate, 'session.signOut');
  gate.setSession(null);
  return ok({});
};

/** By key, before the idle lock would: the cover falls on every screen that listens. */
const lock: GateHandler<'session.lock'> = async (_input, gate, services) => {
  const session = gate.session();
  if (session) gate.setSession({ ...session, locked: true });
  audit(gate, 'session.lock');
  services.emit({ kind: 'session', locked: session !== null, idleWarning: false });
  return ok({});
};

/** Only the same person opens the cover; the screen's work is still there. */
const unlock: GateHandler<'session.unlock'> = async (input, gate, services) => {
  const db = gate.db();
  const session = gate.session();
  if (!db || !session) return failed(invalid('', '没有人登录。重新登录；没办完的都在。'));
  const checked = await checkPassword(gate, db, accountById(db, session.actor.userId), input.password, false);
  if (!checked.ok) return checked;
  gate.setSession({ ...session, locked: false });
  audit(gate, 'session.unlock');
  // what was asked for under the cover was refused; now it may be asked again
  services.emit({ kind: 'changed', nouns: ['session'] });
  return ok({});
};

const touch: GateHandler<'session.touch'> = async (_input, gate) => {
  gate.lastTouch = gate.options.clock.monotonicMs();
  return ok({});
};

function audit(gate: Gate, call: string): void {
  const db = gate.db();
  const actor = gate.session()?.actor ?? null;
  if (db && actor)
    writeAudit(db, {
      at: gate.options.clock.now(),
      actor,
      call,
      outcome: 'done',
      subjectId: actor.userId,
      reference: null,
    });
}

/** Calls about who is at the desk. */
export const sessionGateCalls = {
  'session.signIn': signIn,
  'session.signOut': signOut,
  'session.lock': lock,
  'session.unlock': unlock,
  'session.touch': touch,
  'session.changePassword': changePassword,
} as const;
