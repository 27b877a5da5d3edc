import { invalid } from '../../../shared/contract/faults.ts';
import { isCountyRole } from '../../../shared/domain/role.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { findAccount, setAccountPassword, setTries } from '../../db/store/account.ts';
import { createRecorder } from '../../db/store/record.ts';
import type { GateHandler } from '../../platform/act.ts';
import { triesBeforeLockOut, unwrapKey } from '../../security/key-slots.ts';
import { hashPassword } from '../../security/password.ts';
import { readRecoveryWords } from '../../security/recovery-words.ts';

/** Opens a closed desk with the recovery sheet and gives one county account a new password. */
export const recover: GateHandler<'setup.recover'> = async (input, gate) => {
  const slot = gate.slots.recovery();
  const words = readRecoveryWords(input.words);
  if (!words.ok) return failed(invalid('words', words.sentence));
  if (!slot) return failed(invalid('words', '本机没有恢复单的钥匙。从备份恢复，或由管理员用密码登录。'));
  const key = await unwrapKey(slot, words.secret);
  if (!key) return failed(invalid('words', '恢复单和本机对不上：可能是另一台登记台的恢复单。找写着本台名称的那一张。'));
  const db = gate.db() ?? unwrapResult(gate.open(key));
  if (typeof db === 'string') return failed(invalid('', db));
  const account = findAccount(db, input.loginName);
  if (!account || !isCountyRole(account.role as never) || account.disabledAt) {
    return failed(invalid('loginName', '没有这个旗县账户。填登录名，不是姓名；学校账户由学校管理员重设密码。'));
  }
  const { clock, ids, kdfCost } = gate.options;
  const password = JSON.stringify(await hashPassword(input.newPassword, kdfCost));
  gate.slots.put(await gate.slots.make('password', account.loginName, input.newPassword, key, kdfCost));
  db.client
    .transaction(() => {
      setAccountPassword(db, account.id, password, false);
      setTries(db, account.id, triesBeforeLockOut, null);
      const record = createRecorder({
        db,
        actor: null,
        call: 'setup.recover',
        clock,
        ids,
        appVersion: gate.options.appVersion,
      });
      record({ kind: 'account.recovered', subjectNoun: 'account', subjectId: account.id, payload: {} });
    })
    .immediate();
  return ok({});
};

function unwrapResult<T>(result: { ok: true; value: T } | { ok: false; fault: { sentence: string } }): T | string {
  return result.ok ? result.value : result.fault.sentence;
}
