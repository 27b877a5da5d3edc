import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type ParcelFault, parcelFaultSentence } from '../../../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../../../parcel/open.ts';
import { decodePieces } from '../../../parcel/pieces.ts';
import { fileSource, type ParcelSource } from '../../../parcel/source.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import {
  type DeskParcelLine,
  deskParcelLimit,
  deskParcelLine,
  mayTravel,
  type PupilLine,
} from '../../../shared/wire/desk-parcel.ts';
import type { ParcelHeader } from '../../../shared/wire/parcel.ts';
import { parseWireJson } from '../../../shared/wire/signed-text.ts';
import type { DeskDb } from '../../db/open.ts';
import { readInstallation, readSchemaName } from '../../db/store/office.ts';
import { findOfficeDesk, type OfficeDeskRow } from '../../db/store/office-desk.ts';
import { officeIdentities } from '../../db/store/parcel-keys.ts';
import { photosOf } from '../../db/store/pupil-bundle.ts';

export type OpenedDeskParcel = {
  readonly header: ParcelHeader;
  readonly sha256: string;
  readonly from: OfficeDeskRow;
  readonly lines: readonly DeskParcelLine[];
  /** by their SHA-256; each pupil's are here */
  readonly photos: ReadonlyMap<string, Uint8Array>;
};

/** 400 pupils, each with a few pictures of at most 200 KB; a signed bomb stops here. */
const mostBytes = 400 * 1024 * 1024;
/** 400 pupils, the accounts of a county, 20,000 words on records, editions: more lines are no parcel of ours. */
const mostLines = 25_000;
const otherDesk = '这个包是写给另一台登记台的，里面的内容没有用。拿到那一台上读；两台各用一次，同一份会放行两次。';

/**
 * A parcel of another desk of this office: hash and signature over the whole file first, then opened whole. Nothing of it
 * has been used when this returns. `takesLost`: an administrator has decided to use what a lost desk brings back.
 */
export async function openDeskParcel(
  db: DeskDb,
  path: string,
  takesLost: boolean,
): Promise<Result<OpenedDeskParcel, Fault>> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  try {
    const opened = await readWhole(db, await fileSource(file), takesLost);
    if (!opened.ok) return failed(invalid('', parcelFaultSentence[opened.fault]));
    const begin = opened.value.lines[0];
    return begin?.kind === 'begin' && begin.to === readInstallation(db).deviceId
      ? opened
      : failed(invalid('', otherDesk));
  } finally {
    await file.close();
  }
}

async function readWhole(
  db: DeskDb,
  source: ParcelSource,
  takesLost: boolean,
): Promise<Result<OpenedDeskParcel, ParcelFault>> {
  const own = readInstallation(db);
  const schema = readSchemaName(db);
  let from: OfficeDeskRow | null = null;
  const proven = await proveParcel(source, (header) => {
    if (header.kind !== 'toDesk' && header.kind !== 'toOffice') return 'wrongKind';
    if (header.officeId !== own.officeId) return 'wrongOffice';
    from = findOfficeDesk(db, header.deviceId);
    if (from?.publicKey !== header.signer) return 'unknownSigner';
    // nobody decides that a lost desk hands out
    if (from.lostAt !== null && !(takesLost && header.kind === 'toOffice')) return 'lostDesk';
    // whoever has a field desk's key must not let anybody in here
    return header.kind === 'toOffice' || from.duty === 'office' ? null : 'wrongDuty';
  });
  if (!proven.ok) return proven;
  if (!from) return failed('unknownSigner');
  const { header, sha256 } = proven.value;
  const lines: DeskParcelLine[] = [];
  const photos = new Map<string, Uint8Array>();
  const named = new Set<string>();
  let bytes = 0;
  let pupils = 0;
  try {
    for await (const piece of decodePieces(openParcel(source, proven.value, officeIdentities(db)))) {
      bytes += piece?.length ?? 0;
      if (!piece || bytes > mostBytes) return failed('content');
      if (piece[0] === 0) {
        photos.set(createHash('sha256').update(piece.subarray(1)).digest('hex'), piece.subarray(1));
        continue;
      }
      const line = deskParcelLine.safeParse(parseWireJson(piece.toString('utf8')));
      if (!line.success || !mayTravel(header.kind as 'toDesk' | 'toOffice', line.data)) return failed('content');
      if ((line.data.kind === 'begin') !== (lines.length === 0)) return failed('content');
      // before anything that another version may spell in another way
      if (line.data.kind === 'begin' && line.data.schema !== schema) return failed('otherSchema');
      if (line.data.kind === 'pupil') pupils += 1;
      if (line.data.kind === 'pupil' && photosOf(line.data).some((hash) => !photos.has(hash))) return failed('content');
      if (line.data.kind === 'pupil' && !belongsTogether(line.data)) return failed('content');
      if (line.data.kind === 'pupil') for (const hash of photosOf(line.data)) named.add(hash);
      if (lines.length >= mostLines) return failed('content');
      lines.push(line.data);
    }
  } catch (error) {
    const fault = parcelFaultOf(error);
    if (fault) return failed(fault);
    throw error;
  }
  // a picture that nobody names would lie here for good
  return pupils === header.count && pupils <= deskParcelLimit && named.size === photos.size
    ? ok({ header, sha256, from, lines, photos })
    : failed('content');
}

/** True if every row says that it is of this pupil: no bundle writes on somebody else's record. */
function belongsTogether({ candidacy, resume, family, numbers, captures, differences }: PupilLine): boolean {
  const rows = [...resume, ...family, ...numbers, ...captures, ...differences];
  return rows.every((row) => row['candidacyId'] === candidacy.id);
}
