import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { readInstallation } from '../../db/store/office.ts';
import { adoptOfficeSecret, secretOfSheet } from '../../db/store/parcel-keys.ts';
import { createRecorder } from '../../db/store/record.ts';
import type { GateHandler } from '../../platform/act.ts';
import { makeRecoveryWords, recoverySecret } from '../../security/recovery-words.ts';
import { checkPassword } from '../session/sign-in.ts';

/** Wraps the database key for a new sheet and throws the old slot away. Asks for the administrator's password again. */
export const renewRecoverySheet: GateHandler<'setup.renewRecoverySheet'> = async (input, gate) => {
  const db = gate.db();
  const key = gate.databaseKey();
  const session = gate.session();
  if (!db || !key || !session) return failed(invalid('', '没有人登录。重新登录后再办。'));
  const checked = await checkPassword(gate, db, accountById(db, session.actor.userId), input.password, false);
  if (!checked.ok) return checked;
  const { clock, ids, kdfCost, appVersion } = gate.options;
  const words = makeRecoveryWords();
  gate.slots.put(await gate.slots.make('recovery', 'recovery', recoverySecret(words), key, kdfCost));
  db.client
    .transaction(() => {
      // what the region answers from now on opens with the new sheet, and no longer with the one thrown away
      adoptOfficeSecret(db, secretOfSheet(recoverySecret(words)), clock.now());
      const record = createRecorder({
        db,
        actor: session.actor,
        call: 'setup.renewRecoverySheet',
        clock,
        ids,
        appVersion,
      });
      const { deviceId } = readInstallation(db);
      record({ kind: 'recoverySheet.renewed', subjectNoun: 'installation', subjectId: deviceId, payload: {} });
    })
    .immediate();
  gate.recoveryWords = words;
  return ok({ recoveryWords: [...words] });
};
