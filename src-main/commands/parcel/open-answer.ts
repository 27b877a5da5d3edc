import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type ParcelFault, parcelFaultSentence } from '../../../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../../../parcel/open.ts';
import { decodePieces } from '../../../parcel/pieces.ts';
import { bytesSource } from '../../../parcel/source.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { type AnswerLine, answerLine, type ParcelHeader } from '../../../shared/wire/parcel.ts';
import { parseWireJson } from '../../../shared/wire/signed-text.ts';
import type { DeskDb } from '../../db/open.ts';
import { readInstallation } from '../../db/store/office.ts';
import { identitiesOfSheet, officeIdentities } from '../../db/store/parcel-keys.ts';

/**
 * Answers hold receipts (20,000 lines at most), notices with the photos of records from other counties (16 MB; what is more comes in a
 * further answer), and what this file has lost, at most 40 MB and a group more.
 */
const largestAnswer = 128 * 1024 * 1024;

export type OpenedAnswer = {
  readonly header: ParcelHeader;
  readonly sha256: string;
  readonly lines: readonly AnswerLine[];
  /** by their hash */
  readonly photos: ReadonlyMap<string, Uint8Array>;
};

/**
 * The region's answer in this file, whole, or why nothing of it was used: signed by the region, for this office, and
 * sealed to a secret of the office that this desk has, or with `sheet` to the secret of that recovery sheet. Which desk
 * of the office asked does not matter: whoever holds the office's secret may read the office's answers.
 */
export async function openAnswer(db: DeskDb, path: string, sheet: string | null): Promise<Result<OpenedAnswer, Fault>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const identities = sheet ? identitiesOfSheet(sheet) : officeIdentities(db);
  const opened = await openWith(db, bytes.value, identities);
  if (opened.ok) return opened;
  if (sheet && (opened.fault === 'notForUs' || opened.fault === 'wrongDesk'))
    return failed(invalid('words', notOfThisSheet));
  return failed(invalid('', parcelFaultSentence[opened.fault]));
}

const notOfThisSheet =
  '这张恢复单打不开这个回执包。找写着那一台名称的恢复单；恢复单换过新的，就用换之前写包时的那一张。';

async function readBytes(path: string): Promise<Result<Uint8Array, Fault>> {
  try {
    const { size } = await stat(path);
    return size > largestAnswer ? failed(invalid('', parcelFaultSentence.notAParcel)) : ok(await readFile(path));
  } catch {
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}

async function openWith(
  db: DeskDb,
  bytes: Uint8Array,
  identities: readonly string[],
): Promise<Result<OpenedAnswer, ParcelFault>> {
  const own = readInstallation(db);
  const source = bytesSource(bytes);
  const proven = await proveParcel(source, (header) => {
    if (header.kind !== 'answer') return 'wrongKind';
    if (header.signer !== own.regionPublicKey) return 'unknownSigner';
    return header.officeId === own.officeId ? null : 'wrongOffice';
  });
  if (!proven.ok) return proven;
  const { header, sha256 } = proven.value;
  const lines: AnswerLine[] = [];
  const photos = new Map<string, Uint8Array>();
  try {
    for await (const piece of decodePieces(openParcel(source, proven.value, identities))) {
      if (piece?.[0] === 0) {
        const photo = piece.subarray(1);
        photos.set(createHash('sha256').update(photo).digest('hex'), photo);
        continue;
      }
      const line = answerLine.safeParse(piece && parseWireJson(piece.toString('utf8')));
      if (!line.success || lines.length >= header.count) return failed('content');
      lines.push(line.data);
    }
  } catch (error) {
    const fault = parcelFaultOf(error);
    if (fault === 'notForUs' && header.deviceId !== own.deviceId) return failed('wrongDesk');
    if (fault) return failed(fault);
    throw error;
  }
  return lines.length === header.count ? ok({ header, sha256, lines, photos }) : failed('content');
}
