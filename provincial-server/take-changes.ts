import { createHash } from 'node:crypto';
import { type ChangeLine, changeLine } from '#shared/wire/change-message.ts';
import { createFrameReader, type Frame, frameTypes } from '#shared/wire/frame.ts';
import { type ParcelHeader, parcelLimits } from '#shared/wire/parcel.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { ParcelFault } from '../parcel/fault.ts';
import { parcelFaultOf } from '../parcel/open.ts';
import type { Receiver } from './accept-record.ts';
import { takePiece } from './change-files.ts';
import { takeChanges } from './change-intake.ts';
import type { Sender } from './desk-door.ts';
import { isOfOffice } from './sender-check.ts';

const perGroup = 64;

type Pieces = () => AsyncIterable<Buffer | null>;

/**
 * Takes in the changes of a parcel: read through once without keeping anything, every line whole and of this desk and
 * office, in order, as many as the header says; then as over the network.
 */
export async function takeChangePieces(
  receiver: Receiver,
  header: ParcelHeader,
  sender: Sender,
  pieces: Pieces,
): Promise<
  { readonly fault: ParcelFault } | { readonly changeIds: readonly string[]; readonly problems: readonly string[] }
> {
  const fault = await faultInside(header, pieces());
  if (fault) return { fault };
  const changeIds: string[] = [];
  const problems: string[] = [];
  let group: ChangeLine[] = [];
  const take = async () => {
    const lines = group;
    group = [];
    if (lines.length === 0) return;
    for (const ack of await takeChanges(receiver, sender, lines)) {
      if (!('o' in ack)) continue;
      if ('bad' in ack) problems.push(ack.bad);
      else changeIds.push(ack.o);
    }
  };
  for await (const piece of pieces()) {
    const line = lineOf(piece);
    if (line) group.push(line);
    if (group.length >= perGroup || !line) await take();
    const frame = line ? null : frameOf(piece);
    // one that nothing waits for is known already, or its text was not taken
    if (frame) await takePiece(receiver, frame, []);
  }
  await take();
  return { changeIds, problems };
}

async function faultInside(header: ParcelHeader, pieces: AsyncIterable<Buffer | null>): Promise<ParcelFault | null> {
  let last = 0;
  let count = 0;
  let file: { readonly sha256: string; readonly total: number; at: number } | null = null;
  try {
    for await (const piece of pieces) {
      const line = lineOf(piece);
      const frame = line ? null : frameOf(piece);
      if (frame && file && isNext(frame, file)) {
        file.at += frame.payload.length;
        continue;
      }
      // the file of the line before has to be whole by now
      if (!line || (file && file.at !== file.total)) return 'content';
      if (!isWhole(line, header) || count >= parcelLimits.records) return 'content';
      const { changeSeq, fileSha256, fileBytes } = line.envelope;
      if (changeSeq <= last || (count === 0 && changeSeq !== header.deskSeqFrom)) return 'content';
      file = fileSha256 === null || fileBytes === null ? null : { sha256: fileSha256, total: fileBytes, at: 0 };
      last = changeSeq;
      count += 1;
    }
  } catch (error) {
    const fault = parcelFaultOf(error);
    if (fault) return fault;
    throw error;
  }
  const isEnded = file === null || file.at === file.total;
  return isEnded && count === header.count && last === header.deskSeqUntil ? null : 'content';
}

function isNext(frame: Frame, file: { readonly sha256: string; readonly total: number; readonly at: number }): boolean {
  const isOfFile = Buffer.from(frame.id).toString('hex') === file.sha256 && frame.total === file.total;
  return isOfFile && frame.offset === file.at;
}

function frameOf(piece: Buffer | null): Frame | null {
  if (!piece) return null;
  const read = createFrameReader().push(piece);
  const [frame, ...rest] = 'fault' in read ? [] : read;
  return frame?.type === frameTypes.photo && rest.length === 0 ? frame : null;
}

function lineOf(piece: Buffer | null): ChangeLine | null {
  const line = changeLine.safeParse(piece && parseWireJson(piece.toString('utf8')));
  return line.success ? line.data : null;
}

function isWhole({ envelope, body }: ChangeLine, header: ParcelHeader): boolean {
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  return envelope.deviceId === header.deviceId && envelope.bodySha256 === hash && isOfOffice(body, header.officeId);
}
