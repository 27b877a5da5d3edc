import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { buildDeskCard, type DeskCard, deskCardFile, readDeskCard } from '../../../shared/wire/desk-card.ts';
import { parseWireJson } from '../../../shared/wire/signed-text.ts';
import type { DeskDb } from '../../db/open.ts';
import { readInstallation } from '../../db/store/office.ts';
import { findOfficeDesk, saveOfficeDesk } from '../../db/store/office-desk.ts';
import { officeParcelKey } from '../../db/store/parcel-keys.ts';
import type { CommandHandler, LongHandler } from '../../platform/act.ts';
import { keyFingerprint, signatureHolds, signWith } from '../../security/signature.ts';
import { writeFileDurably } from '../../security/write-file-durably.ts';

const extension = 'kaoji-desk.json';
const notACard = '这不是登记台的名片。选扩展名为 .kaoji-desk.json 的文件，由另一台登记台写出。';

/** Writes this desk's card; it holds public keys and no names of people. */
export const writeCard: LongHandler<'parcel.writeCard'> = async (_input, context, services) => {
  const own = readInstallation(context.db);
  const path = await services.files.save('写本机名片', `${own.deskName}.${extension}`, [extension]);
  if (path === null) return ok(null);
  const made = context.transact(({ db, clock, record }) => {
    const { recipient } = officeParcelKey(db, clock.now());
    const { deviceId, deskName, officeId, devicePublicKey: publicKey } = own;
    record({ kind: 'parcel.cardWritten', subjectNoun: 'desk', subjectId: deviceId, payload: {} });
    return ok(buildDeskCard({ deviceId, deskName, officeId, publicKey, recipient }));
  });
  if (!made.ok) return made;
  const body = made.value;
  const signature = signWith(own.devicePrivateKey, body);
  try {
    writeFileDurably(path, JSON.stringify({ format: 'kaoji-desk', version: 1, body, signature }));
  } catch {
    return failed(invalid('', '名片没有写成。确认 U 盘还插着、有空间、没有写保护，再写一次。'));
  }
  return ok({ fileName: basename(path) });
};

/** Reads another desk's card and proves it. Nothing is written: people compare the fingerprint first. */
export const readCard: LongHandler<'parcel.readCard'> = async (_input, { db }, services) => {
  const path = await services.files.open('读另一台登记台的名片', [extension, 'json']);
  if (path === null) return ok(null);
  const text = await textOf(path);
  if (text === null) return failed(invalid('', notACard));
  const card = provenCard(db, text);
  if (!card.ok) return card;
  const { deviceId, deskName, publicKey } = card.value;
  const known = findOfficeDesk(db, deviceId);
  const knownAs = known?.publicKey === publicKey ? (known.duty as 'office' | 'field') : null;
  const isLost = known !== null && known.lostAt !== null;
  return ok({ card: text, deviceId, deskName, fingerprint: keyFingerprint(publicKey), knownAs, isLost });
};

/** Lets the desk of a card in, to hand out here or only to bring back. */
export const addDesk: CommandHandler<'parcel.addDesk'> = {
  act({ card: text, duty }, _prepared, { db, actor, clock, record }) {
    const card = provenCard(db, text);
    if (!card.ok) return card;
    const { deviceId, deskName, publicKey, recipient } = card.value;
    const known = findOfficeDesk(db, deviceId);
    // the same key pressed twice
    const isSame = known?.publicKey === publicKey && known.recipient === recipient && known.deskName === deskName;
    if (isSame && known.duty === duty && known.lostAt === null) return ok({});
    const row = { deviceId, deskName, publicKey, recipient, duty, addedBy: actor.userId, addedAt: clock.now() };
    saveOfficeDesk(db, row);
    const payload = {
      deskName,
      duty,
      wasLost: known !== null && known.lostAt !== null,
      fingerprint: keyFingerprint(publicKey),
    };
    record({ kind: 'parcel.deskAdded', subjectNoun: 'desk', subjectId: deviceId, payload });
    return ok({});
  },
  changes: ['sync'],
};

function provenCard(db: DeskDb, text: string): Result<DeskCard, Fault> {
  const own = readInstallation(db);
  const file = deskCardFile.safeParse(parseWireJson(text));
  const card = file.success ? readDeskCard(file.data.body) : null;
  if (!file.success || !card) return failed(invalid('', notACard));
  if (!signatureHolds(file.data.body, file.data.signature, card.publicKey))
    return failed(invalid('', '名片的签名对不上，内容可能被改过，没有采用。到那台登记台上重新写一份。'));
  if (card.officeId !== own.officeId)
    return failed(invalid('', `这是别的办公室的登记台，本机是${own.officeName}，没有采用。`));
  return card.deviceId === own.deviceId ? failed(invalid('', '这是本机自己的名片。要读的是另一台的。')) : ok(card);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > 4000 ? null : await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
