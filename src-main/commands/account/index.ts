import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { type Actor, isCountyRole, type Role } from '../../../shared/domain/role.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import {
  type AccountView,
  accountById,
  disableAccount,
  findAccount,
  insertAccount,
  setAccountPassword,
  setClasses,
  setTries,
} from '../../db/store/account.ts';
import { listSchools } from '../../db/store/office.ts';
import { createRecorder } from '../../db/store/record.ts';
import type { GateHandler } from '../../platform/act.ts';
import type { Gate } from '../../security/gate.ts';
import { triesBeforeLockOut } from '../../security/key-slots.ts';
import { hashPassword } from '../../security/password.ts';

const createAccount: GateHandler<'account.create'> = async (input, gate) => {
  const { db, actor } = openDesk(gate);
  const closed = mayManage(actor, input.role, input.schoolId);
  if (closed) return failed(closed);
  const schoolRole = input.role === 'schoolAdministrator' || input.role === 'classTeacher';
  if (schoolRole !== (input.schoolId !== null))
    return failed(invalid('schoolId', '学校账户要选学校，旗县账户不选学校。'));
  const strange = strangeClass(db, input.schoolId, input.classIds);
  if (strange) return failed(strange);
  if (findAccount(db, input.loginName))
    return failed(invalid('loginName', `登录名“${input.loginName}”已有人用。换一个登录名。`));
  const userId = gate.options.ids.uuid();
  const password = JSON.stringify(await hashPassword(input.password, gate.options.kdfCost));
  const loginName = input.loginName.normalize('NFKC');
  inOneStep(gate, db, actor, 'account.create', 'account.created', userId, {}, () =>
    insertAccount(
      db,
      {
        id: userId,
        loginName,
        displayName: input.displayName,
        role: input.role,
        schoolId: input.schoolId,
        password,
        mustChangePassword: 1,
        triesLeft: triesBeforeLockOut,
        lockedOutAt: null,
        disabledAt: null,
        createdAt: gate.options.clock.now(),
      },
      input.classIds,
    ),
  );
  // after the row: a slot without an account would open the file for nobody
  await wrapFor(gate, loginName, input.role, input.password);
  return ok({ userId });
};

const resetPassword: GateHandler<'account.resetPassword'> = async (input, gate) => {
  const found = manageable(gate, input.userId);
  if (!found.ok) return found;
  const { db, actor, account } = found.value;
  const password = JSON.stringify(await hashPassword(input.newPassword, gate.options.kdfCost));
  inOneStep(gate, db, actor, 'account.resetPassword', 'account.passwordReset', account.id, {}, () => {
    setAccountPassword(db, account.id, password, true);
    setTries(db, account.id, triesBeforeLockOut, null);
  });
  await wrapFor(gate, account.loginName, account.role as Role, input.newPassword);
  return ok({});
};

const unlockAccount: GateHandler<'account.unlock'> = async (input, gate) => {
  const found = manageable(gate, input.userId);
  if (!found.ok) return found;
  const { db, actor, account } = found.value;
  const slot = gate.slots.find(account.loginName);
  if (slot) gate.slots.put({ ...slot, triesLeft: triesBeforeLockOut });
  // the same key pressed twice
  if (account.triesLeft === triesBeforeLockOut && account.lockedOutAt === null) return ok({});
  inOneStep(gate, db, actor, 'account.unlock', 'account.unlocked', account.id, {}, () =>
    setTries(db, account.id, triesBeforeLockOut, null),
  );
  return ok({});
};

const disable: GateHandler<'account.disable'> = async (input, gate) => {
  const found = manageable(gate, input.userId);
  if (!found.ok) return found;
  const { db, actor, account } = found.value;
  // the same key pressed twice
  if (account.disabledAt !== null) return ok({});
  if (account.id === actor.userId) return failed(invalid('userId', '不能停用自己正在用的账户。由另一位管理员来停用。'));
  gate.slots.remove(account.loginName);
  inOneStep(gate, db, actor, 'account.disable', 'account.disabled', account.id, { reason: input.reason }, () =>
    disableAccount(db, account.id, gate.options.clock.now()),
  );
  return ok({});
};

/** Which classes a class teacher answers for from now on (clause 1.3.1); the last word replaces the one before. */
const assignClasses: GateHandler<'account.assignClasses'> = async (input, gate) => {
  const found = manageable(gate, input.userId);
  if (!found.ok) return found;
  const { db, actor, account } = found.value;
  if (account.role !== 'classTeacher') return failed(invalid('userId', '只有班主任的账户管班级。重新选一个账户。'));
  const strange = strangeClass(db, account.schoolId, input.classIds);
  if (strange) return failed(strange);
  const before = [...account.classIds].sort();
  const after = [...new Set(input.classIds)].sort();
  if (before.join() === after.join()) return ok({});
  inOneStep(
    gate,
    db,
    actor,
    'account.assignClasses',
    'account.classesAssigned',
    account.id,
    { from: before, to: after },
    () => setClasses(db, account.id, after),
  );
  return ok({});
};

function openDesk(gate: Gate): { db: DeskDb; actor: Actor } {
  const db = gate.db();
  const actor = gate.session()?.actor;
  if (!db || !actor) throw new Error('account call without session');
  return { db, actor };
}

/** A school administrator keeps the class teachers of the own school only (clauses 1.3.1, 2.1). */
function mayManage(actor: Actor, role: Role, schoolId: string | null): Fault | null {
  if (actor.role === 'officeAdministrator') return null;
  if (actor.role === 'schoolAdministrator' && role === 'classTeacher' && schoolId === actor.schoolId) return null;
  return { kind: 'forbidden', message: '学校管理员只能管理本校班主任的账户。其他账户找旗县管理员。' };
}

function manageable(gate: Gate, userId: string): Result<{ db: DeskDb; actor: Actor; account: AccountView }, Fault> {
  const { db, actor } = openDesk(gate);
  const account = accountById(db, userId);
  if (!account) return failed(invalid('userId', '没有这个账户。刷新列表再选。'));
  const closed = mayManage(actor, account.role as Role, account.schoolId);
  return closed ? failed(closed) : ok({ db, actor, account });
}

async function wrapFor(gate: Gate, loginName: string, role: Role, password: string): Promise<void> {
  const key = gate.databaseKey();
  if (!key || !isCountyRole(role)) return;
  gate.slots.put(await gate.slots.make('password', loginName, password, key, gate.options.kdfCost));
}

/** A class scope reaches only classes of the account's own school (clause 1.3.3). */
function strangeClass(db: DeskDb, schoolId: string | null, classIds: readonly string[]): Fault | null {
  const own = schoolId === null ? [] : listSchools(db, schoolId).flatMap((school) => school.classes);
  const strange = classIds.some((classId) => !own.some((one) => one.classId === classId));
  return strange ? invalid('classIds', '有的班级不在这所学校。重新选本校的班级。') : null;
}

function inOneStep(
  gate: Gate,
  db: DeskDb,
  actor: Actor,
  call: string,
  kind: string,
  userId: string,
  payload: object,
  write: () => void,
): void {
  const { clock, ids, appVersion } = gate.options;
  db.client
    .transaction(() => {
      write();
      const record = createRecorder({ db, actor, call, clock, ids, appVersion });
      record({ kind, subjectNoun: 'account', subjectId: userId, payload });
    })
    .immediate();
}

/** Acts on accounts; they touch the key slots beside the database, so they get the gate. */
export const accountGateCalls = {
  'account.create': createAccount,
  'account.resetPassword': resetPassword,
  'account.unlock': unlockAccount,
  'account.disable': disable,
  'account.assignClasses': assignClasses,
} as const;
