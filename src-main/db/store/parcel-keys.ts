import { hkdfSync, randomBytes } from 'node:crypto';
import { type AgeKey, ageKeyFrom } from '../../../parcel/age-key.ts';
import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** Setting: whom parcels for the region are sealed to; comes with the set-up file only. */
const regionRecipientSetting = 'parcelRegionRecipient';
/** Setting: the secret behind the office's own pair, base64; the database is encrypted. */
const officeSecretSetting = 'parcelOfficeSecret';
/** Setting: JSON string[], secrets that were the office's before another came, or of another desk's sheet: they open answers. */
const formerSecretsSetting = 'parcelFormerSecrets';
/** Setting: SHA-256 of the last parcel written here. */
const lastParcelSetting = 'parcelLastSha256';

/**
 * The secret behind an office's pair that belongs to a recovery sheet (its words as `recoverySecret` gives them), base64. One
 * way only: it is handed to other desks, and must not open the file of the desk whose sheet it is.
 */
export function secretOfSheet(sheet: string): string {
  return Buffer.from(hkdfSync('sha256', sheet, '', 'kaoji answers of an office', 32)).toString('base64');
}

/** What opens answers to a desk with this sheet: as it is derived now, and as desks set up before sealed to it, until their sheet is renewed. */
export function identitiesOfSheet(sheet: string): string[] {
  const secrets = [Buffer.from(secretOfSheet(sheet), 'base64'), Buffer.from(sheet, 'utf8')];
  return secrets.map((secret) => ageKeyFrom(secret, 'office').identity);
}

/** At set-up: the region's recipient, and the secret of the office's pair, the sheet's, so that the sheet opens answers too. */
export function keepParcelKeys(db: DeskDb, regionRecipient: string | null, secret: string, now: string): void {
  if (regionRecipient !== null) writeSetting(db, regionRecipientSetting, regionRecipient, now, null);
  writeSetting(db, officeSecretSetting, secret, now, null);
}

/** Whom to seal to; null = the set-up file named nobody. */
export function readRegionRecipient(db: DeskDb): string | null {
  return readSetting(db, regionRecipientSetting);
}

/** The office's pair. A desk set up before parcels makes its own at the first need; call it inside a transaction. */
export function officeParcelKey(db: DeskDb, now: string): AgeKey {
  const kept = readOfficeParcelKey(db);
  if (kept) return kept;
  const secret = randomBytes(32);
  writeSetting(db, officeSecretSetting, secret.toString('base64'), now, null);
  return ageKeyFrom(secret, 'office');
}

function readOfficeParcelKey(db: DeskDb): AgeKey | null {
  const secret = readSetting(db, officeSecretSetting);
  return secret === null ? null : ageKeyFrom(Buffer.from(secret, 'base64'), 'office');
}

/** What opens a parcel sealed to this office: its pair, and those that were its pair before. */
export function officeIdentities(db: DeskDb): string[] {
  const secret = readSetting(db, officeSecretSetting);
  const all = [...(secret === null ? [] : [secret]), ...formerSecrets(db)];
  return all.map((one) => ageKeyFrom(Buffer.from(one, 'base64'), 'office').identity);
}

/** The secret behind the office's pair, for another desk of the office; call it inside a transaction. */
export function officeSecret(db: DeskDb, now: string): string {
  officeParcelKey(db, now);
  return readSetting(db, officeSecretSetting) ?? '';
}

/**
 * Takes over the office's secret that another desk brought; the one before stays, to open what was sealed to it. One that was
 * the office's here before is not taken again: its sheet was made anew, perhaps because somebody had seen it.
 */
export function adoptOfficeSecret(db: DeskDb, secret: string, now: string): void {
  const before = readSetting(db, officeSecretSetting);
  if (before === secret || formerSecrets(db).includes(secret)) return;
  writeSetting(db, officeSecretSetting, secret, now, null);
  if (before !== null) keepToOpen(db, before, now);
}

/** Keeps a secret that opens answers here, e.g. of another desk's recovery sheet; nothing is sealed to it from here. */
export function keepToOpen(db: DeskDb, secret: string, now: string): void {
  const former = formerSecrets(db);
  if (secret === readSetting(db, officeSecretSetting) || former.includes(secret)) return;
  writeSetting(db, formerSecretsSetting, JSON.stringify([secret, ...former]), now, null);
}

function formerSecrets(db: DeskDb): string[] {
  return JSON.parse(readSetting(db, formerSecretsSetting) ?? '[]') as string[];
}

/** SHA-256 of the parcel that this desk wrote last; null = none yet. */
export function lastParcel(db: DeskDb): string | null {
  return readSetting(db, lastParcelSetting);
}

/** When this desk wrote its last parcel; null = none yet. */
export function lastParcelAt(db: DeskDb): string | null {
  const at = db.statement('SELECT changed_at FROM desk_setting WHERE name = ?').pluck().get(lastParcelSetting);
  return typeof at === 'string' ? at : null;
}

/** Notes a parcel that was written, read back and proven. */
export function noteParcel(db: DeskDb, sha256: string, now: string, by: string): void {
  writeSetting(db, lastParcelSetting, sha256, now, by);
}
