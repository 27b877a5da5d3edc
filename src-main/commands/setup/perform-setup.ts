import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { isCountyRole, type Role } from '../../../shared/domain/role.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { openDatabase } from '../../db/open.ts';
import { keepParcelKeys, secretOfSheet } from '../../db/store/parcel-keys.ts';
import { createRecorder } from '../../db/store/record.ts';
import { type PreparedAccount, writeSetUp } from '../../db/store/set-up.ts';
import type { GateHandler } from '../../platform/act.ts';
import { adoptSetUp, freshSetUpFolder, type Profile } from '../../platform/profile.ts';
import type { Gate, PendingSetUp } from '../../security/gate.ts';
import { openSlotStore, triesBeforeLockOut } from '../../security/key-slots.ts';
import { hashPassword } from '../../security/password.ts';
import { makeRecoveryWords, recoverySecret } from '../../security/recovery-words.ts';
import { makeKeyPair } from '../../security/signature.ts';

type FirstAccount = { readonly prepared: PreparedAccount; readonly password: string };

/**
 * Sets the office up (issue point 2): a random database key, wrapped for every county account and for the recovery
 * sheet; the database filled from the region's file. Prepared in a folder beside and adopted in one rename, so that an
 * interrupted set-up leaves nothing.
 */
export const performSetup: GateHandler<'setup.perform'> = async (input, gate) => {
  if (gate.phase() !== 'newProfile')
    return failed(invalid('', '本机已经设置过。要换单位，由管理员先备份并移走原来的数据文件夹。'));
  const pending = gate.pending.get(input.token);
  if (!pending) return failed(invalid('', '设置文件要重新选一次。'));
  const accounts = await firstAccounts(gate, pending, input.administrator);
  if (!accounts.ok) return accounts;
  const words = makeRecoveryWords();
  const prepared = freshSetUpFolder(gate.options.profile);
  const key = randomBytes(32);
  const slots = openSlotStore(prepared.keySlots);
  for (const { prepared: account, password } of accounts.value) {
    if (!isCountyRole(account.role as Role)) continue;
    slots.put(await slots.make('password', account.loginName, password, key, gate.options.kdfCost));
  }
  slots.put(await slots.make('recovery', 'recovery', recoverySecret(words), key, gate.options.kdfCost));
  const written = fillDatabase(gate, prepared, key, pending, accounts.value, input.deskName, words);
  if (!written.ok) return written;
  adoptSetUp(gate.options.profile, prepared);
  // holds no secret: it only tells a closed desk to show its printed accounts
  if (pending.body.isDemo) writeFileSync(join(gate.options.profile.folder, 'demo-county'), '');
  const opened = gate.open(key);
  if (!opened.ok) return failed(invalid('', opened.fault.sentence));
  gate.pending.clear();
  gate.recoveryWords = words;
  return ok({ recoveryWords: [...words], officeName: pending.body.office.name });
};

async function firstAccounts(
  gate: Gate,
  { body }: PendingSetUp,
  administrator: { loginName: string; displayName: string; password: string } | null,
): Promise<Result<readonly FirstAccount[], Fault>> {
  const hasAdministrator = body.accounts.some((account) => account.role === 'officeAdministrator');
  if (!administrator && !hasAdministrator) {
    return failed(invalid('administrator', '还没有管理员账户。填好管理员的登录名、姓名和密码（8 位以上）。'));
  }
  const given =
    administrator && !body.isDemo
      ? [{ ...administrator, role: 'officeAdministrator' as const, schoolCode: null, classCodes: [], first: true }]
      : [];
  const named = [...body.accounts.map((account) => ({ ...account, first: false })), ...given];
  const names = new Set(named.map((account) => account.loginName.toLowerCase()));
  if (names.size !== named.length) return failed(invalid('administrator', '登录名已有人用。换一个登录名。'));
  const hashed = await Promise.all(
    named.map(async (account) => ({
      password: account.password,
      prepared: {
        loginName: account.loginName,
        displayName: account.displayName,
        role: account.role,
        schoolCode: account.schoolCode,
        classCodes: account.classCodes,
        password: JSON.stringify(await hashPassword(account.password, gate.options.kdfCost)),
        // first passwords came from somebody else and are changed at the first sign-in; the demo county's stay printed
        mustChangePassword: !account.first && !body.isDemo,
      },
    })),
  );
  return ok(hashed);
}

function fillDatabase(
  gate: Gate,
  prepared: Profile,
  key: Uint8Array,
  { body, envelope, fileSha256 }: PendingSetUp,
  accounts: readonly FirstAccount[],
  deskName: string,
  words: readonly string[],
): Result<null, Fault> {
  const { clock, ids, migrationsFolder, nativeBinding } = gate.options;
  const now = clock.now();
  gate.options.layOut?.(prepared.database, key);
  const opened = openDatabase({ file: prepared.database, key, migrationsFolder, nativeBinding, now });
  if (!opened.ok) return failed(invalid('', opened.fault.sentence));
  const db = opened.value;
  const device = makeKeyPair();
  const deviceId = ids.uuid();
  try {
    db.client
      .transaction(() => {
        writeSetUp(db, {
          installation: {
            id: 1,
            deviceId,
            deskName,
            officeId: body.office.id,
            officeName: body.office.name,
            countyCode: body.office.countyCode,
            countyName: body.office.countyName,
            examAreaCode: body.office.examAreaCode,
            examAreaName: body.office.examAreaName,
            regionPublicKey: envelope.regionPublicKey,
            devicePrivateKey: device.privateKey,
            devicePublicKey: device.publicKey,
            setupFileSha256: fileSha256,
            isDemo: body.isDemo ? 1 : 0,
            setUpAt: now,
            incarnation: ids.uuid(),
          },
          body,
          signature: envelope.signature,
          accounts: accounts.map((account) => account.prepared),
          triesLeft: triesBeforeLockOut,
          now,
          ids,
        });
        if (body.receiverUrl) {
          db.statement("INSERT INTO desk_setting (name, value, changed_at) VALUES ('receiverUrl', ?, ?)").run(
            body.receiverUrl,
            now,
          );
        }
        keepParcelKeys(db, body.regionRecipient ?? null, secretOfSheet(recoverySecret(words)), now);
        const record = createRecorder({
          db,
          actor: null,
          call: 'setup.perform',
          clock,
          ids,
          appVersion: gate.options.appVersion,
        });
        record({
          kind: 'office.setUp',
          subjectNoun: 'office',
          subjectId: body.office.id,
          payload: { deviceId, fileSha256 },
        });
      })
      .immediate();
  } finally {
    db.client.close();
  }
  return ok(null);
}
