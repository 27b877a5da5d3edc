import type { DeskAct } from '#shared/wire/desks-v2.ts';
import { acceptGroup, type Receiver } from './accept-record.ts';
import { settleUndecidedChanges } from './change-intake.ts';
import { type Judged, readMessage } from './read-message.ts';
import { noteNumbers } from './store/arrived-number.ts';
import { noteDeskAct } from './store/enrolled-desk.ts';
import { forgetUndecided, type UndecidedMessage, undecidedOfDesk } from './store/undecided-message.ts';

const perGroup = 64;

/**
 * People decide what becomes of the records that a revoked or expired desk has sent. Accepted ones are judged by the rules
 * like any other, refused ones get a receipt that says so; either way the desk hears of it. `left` wait for photos still.
 */
export async function settleUndecided(
  receiver: Receiver,
  { device, outcome, by, reason }: Extract<DeskAct, { act: 'settle' }>,
): Promise<{ readonly settled: number; readonly left: number }> {
  const { db, blobs, now } = receiver;
  const refused = {
    code: 'desk-revoked',
    sentence: `自治区没有收下这份：${reason}。`,
    next: '核对后重新登记、审核、放行。',
  };
  const waiting = await undecidedOfDesk(db, device);
  let settled = 0;
  let left = waiting.length;
  for (let at = 0; at < waiting.length; at += perGroup) {
    const whole: { readonly row: UndecidedMessage; readonly photo: Uint8Array }[] = [];
    for (const row of waiting.slice(at, at + perGroup)) {
      const photo = row.photoSha256 === null ? new Uint8Array() : await blobs.get(row.photoSha256);
      if (photo) whole.push({ row, photo });
    }
    const judged = await Promise.all(
      whole.map(async ({ row, photo }): Promise<Judged> => {
        const arrived = { envelope: row, body: row.body, photo };
        return outcome === 'accept' ? readMessage(arrived, receiver.judge, now()) : { ...arrived, refused };
      }),
    );
    const accepted = await acceptGroup(receiver, judged);
    // what could not be answered this time stays where it is
    const done = whole.map(({ row }) => row).filter((_row, index) => accepted[index]?.kind === 'receipt');
    await db.transaction(async (connection) => {
      await noteNumbers(connection, done);
      await forgetUndecided(
        connection,
        done.map((row) => row.messageId),
      );
    });
    settled += done.length;
    left -= done.length;
  }
  // behind the records: a change of one that is here now is taken with it
  settled += await settleUndecidedChanges(receiver, device, outcome === 'accept' ? null : changeRefused(reason));
  await noteDeskAct(db, { act: outcome, deviceId: device, officeId: null, by, reason }, now());
  return { settled, left };
}

function changeRefused(reason: string) {
  return {
    code: 'desk-revoked',
    sentence: `自治区没有收下这项变动：${reason}。`,
    next: '核对后在登记过的登记台上重新办一次。',
  };
}
