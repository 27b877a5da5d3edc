import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordLine } from '#shared/wire/push-v2.ts';
import { acceptRecord, type Receiver } from '../../provincial-server/accept-record.ts';
import { type AwaitedPhotos, createAwaitedPhotos } from '../../provincial-server/awaited-photos.ts';
import { createIntake } from '../../provincial-server/intake.ts';
import { type BuiltRecord, buildRecord, sha256 } from './build-record.ts';
import { lineOf } from './push-frames.ts';
import { openReceiverParts } from './receiver-parts.ts';

/** longer than anything here takes: what has not been said by then waits for the commit */
const aWhileMs = 400;

describe('先写妥，再回答', () => {
  let close: () => Promise<void>;
  let receiver: Receiver & { readonly awaited: AwaitedPhotos };
  let commit: Promise<void> = Promise.resolve();
  let reached = (): void => undefined;
  beforeAll(async () => {
    const parts = await openReceiverParts();
    close = parts.close;
    const { db } = parts.receiver;
    receiver = {
      ...parts.receiver,
      // the work of a transaction is done, and its commit takes as long as the test likes
      db: {
        ...db,
        transaction: async (step) => {
          const value = await db.transaction(step);
          reached();
          await commit;
          return value;
        },
      },
      awaited: createAwaitedPhotos(),
    };
  });
  afterAll(() => close());

  /** what is answered once the commit is through; throws where it is answered before */
  const answeredAfterCommit = async <T>(work: () => Promise<T>): Promise<T> => {
    let through = (): void => undefined;
    commit = new Promise((resolve) => {
      through = resolve;
    });
    const isReached = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const answer = work();
    await isReached;
    const early = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(() => resolve('nothing'), aWhileMs)),
    ]);
    through();
    expect(early).toBe('nothing');
    return answer;
  };
  const texts = (record: BuiltRecord) => [recordLine.parse(JSON.parse(lineOf(record)))];
  const wholePhoto = ({ photo }: BuiltRecord) => {
    const id = Buffer.from(sha256(photo), 'hex');
    return { id, offset: 0, total: photo.length, payload: photo };
  };

  test('文字、回执：一股里的都在提交以后才说', async () => {
    const intake = createIntake(receiver);
    const record = buildRecord({ serial: 1 });
    const { messageId } = record.envelope;
    expect(await answeredAfterCommit(() => intake.records(texts(record)))).toEqual([{ o: messageId, s: 'text' }]);
    const lines = await answeredAfterCommit(() => intake.photo(wholePhoto(record)));
    expect(lines).toContainEqual({ o: messageId, receipt: expect.anything(), repeated: false });
  });

  test('问的时候才判的：也在提交以后', async () => {
    const intake = createIntake(receiver);
    const record = buildRecord({ serial: 2 });
    commit = Promise.resolve();
    await intake.records(texts(record));
    await receiver.blobs.put(sha256(record.photo), record.photo);
    const row = { ...record.envelope, photoBytes: record.photo.length, body: record.body };
    expect(await answeredAfterCommit(() => intake.finish([row]))).toHaveLength(1);
  });

  test('第一版的一份：也在提交以后', async () => {
    const { frame } = buildRecord({ serial: 3 });
    const accepted = await answeredAfterCommit(() => acceptRecord(receiver, frame, { kind: 'anybody' }));
    expect(accepted).toMatchObject({ kind: 'receipt', outcome: 'stored' });
  });
});
