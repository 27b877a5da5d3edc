import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { type AccountView, actorOf, findAccount, setAccountPassword } from '../../db/store/account.ts';
import { writeAudit } from '../../db/store/audit.ts';
import type { GateHandler } from '../../platform/act.ts';
import { checkAccount, lockedOut } from '../../security/check-account.ts';
import type { Gate } from '../../security/gate.ts';
import { triesBeforeLockOut, unwrapKey } from '../../security/key-slots.ts';
import { hashPassword } from '../../security/password.ts';

/** Signs in offline. The first county account of the day also opens the encrypted file with its key slot. */
export const signIn: GateHandler<'session.signIn'> = (input, gate, services) => {
  // one after the other: tries given at the same moment count each
  const turn = waiting.then(() => signInOnce(input, gate, services));
  waiting = turn.then(nothing, nothing);
  return turn;
};

let waiting: Promise<unknown> = Promise.resolve();
const nothing = () => undefined;

const signInOnce: GateHandler<'session.signIn'> = async (input, gate) => {
  const phase = gate.phase();
  if (phase === 'blocked') return failed(invalid('', gate.problem() ?? '本机打不开。'));
  if (phase === 'newProfile') return failed(invalid('', '本机还没有设置。先选自治区的设置文件。'));
  const opened = gate.db() ? null : await openWithSlot(gate, input.loginName, input.password);
  if (opened && !opened.ok) return opened;
  const db = gate.db();
  if (!db) throw new Error('open desk without database');
  const account = findAccount(db, input.loginName);
  const checked = await checkPassword(gate, db, account, input.password, opened !== null);
  if (!checked.ok) {
    if (opened) gate.close(); // a locked or disabled account does not leave the desk open for others
    return checked;
  }
  const actor = actorOf(checked.value);
  gate.setSession({
    actor,
    loginName: checked.value.loginName,
    mustChangePassword: checked.value.mustChangePassword === 1,
    locked: false,
  });
  gate.recoveryWords = null;
  writeAudit(db, {
    at: gate.options.clock.now(),
    actor,
    call: 'session.signIn',
    outcome: 'done',
    subjectId: actor.userId,
    reference: null,
  });
  return ok({
    displayName: actor.displayName,
    role: actor.role as Role,
    mustChangePassword: checked.value.mustChangePassword === 1,
  });
};

async function openWithSlot(gate: Gate, loginName: string, password: string): Promise<Result<null, Fault>> {
  const slot = gate.slots.find(loginName);
  if (!slot) {
    return failed(
      invalid(
        'loginName',
        '打不开：没有这个旗县账户。登录名写错了就改正；学校账户等旗县工作人员登录打开本机之后再登录。',
      ),
    );
  }
  if (slot.triesLeft <= 0) return failed(invalid('password', lockedOut));
  const key = await unwrapKey(slot, password);
  if (!key) {
    const triesLeft = slot.triesLeft - 1;
    gate.slots.put({ ...slot, triesLeft });
    return failed(invalid('password', triesLeft > 0 ? `密码不对，还可以试 ${triesLeft} 次` : lockedOut));
  }
  if (slot.triesLeft !== triesBeforeLockOut) gate.slots.put({ ...slot, triesLeft: triesBeforeLockOut });
  const opened = gate.open(key);
  return opened.ok ? ok(null) : failed(invalid('', opened.fault.sentence));
}

/**
 * Checks a password of an account of this desk. `slotOpened`: the key slot has just proved it. A crash between writing
 * slot and account leaves the slot newer; then the slot is right and the account is brought up to it.
 */
export function checkPassword(
  gate: Gate,
  db: DeskDb,
  account: AccountView | null,
  password: string,
  slotOpened: boolean,
): Promise<Result<AccountView, Fault>> {
  return checkAccount({
    db,
    clock: gate.options.clock,
    account,
    password,
    provenOtherwise: async (known) => {
      const slot = slotOpened ? null : gate.slots.find(known.loginName);
      if (!slotOpened && !(slot && (await unwrapKey(slot, password)))) return false;
      const hash = JSON.stringify(await hashPassword(password, gate.options.kdfCost));
      setAccountPassword(db, known.id, hash, known.mustChangePassword === 1);
      return true;
    },
  });
}
