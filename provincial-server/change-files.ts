import type { AckLine } from '#shared/wire/push-v2.ts';
import type { Receiver } from './accept-record.ts';
import { judgeWithFile } from './change-intake.ts';
import type { Intake } from './intake.ts';
import { waitingForFile } from './store/told-change.ts';

/**
 * The same intake, which also takes pieces of files that changes wait for. What a record wants goes first; a piece that
 * neither wants is not kept.
 */
export function withChangeFiles(receiver: Receiver, intake: Intake): Intake {
  return {
    records: (lines) => intake.records(lines),
    spool: (piece) => intake.spool(piece),
    async photo(piece) {
      const acks = await intake.photo(piece);
      const isWanted = !acks.some((ack) => 'b' in ack && 'bad' in ack && ack.bad === 'not-wanted');
      return isWanted ? acks : takePiece(receiver, piece, acks);
    },
  };
}

/** One piece of a file; `otherwise` where no change waits for it. */
export async function takePiece(
  receiver: Receiver,
  { id, offset, total, payload }: Parameters<Intake['photo']>[0],
  otherwise: readonly AckLine[],
): Promise<readonly AckLine[]> {
  const name = Buffer.from(id).toString('hex');
  const waiting = await waitingForFile(receiver.db, name);
  if (!waiting.some((one) => one.fileBytes === total)) return otherwise;
  // read, not looked up: its name alone gets no page a receipt
  const isThere = (await receiver.blobs.get(name)) !== null;
  const held = isThere ? total : await receiver.blobs.append(name, { offset, total, bytes: payload });
  if (held === 'mismatch') return [{ b: name, bad: 'hash-mismatch' }];
  if (held < total) return [{ b: name, n: held }];
  return [{ b: name, n: total }, ...(await judgeWithFile(receiver, name))];
}
