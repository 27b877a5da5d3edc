import type { DeskAct } from '#shared/wire/desks-v2.ts';
import { acceptGroup, type Receiver } from './accept-record.ts';
import { settleUndecidedChanges } from './change-intake.ts';
import { type Judged, readMessage } from './read-message.ts';
import { noteNumbers } from './store/arrived-number.ts';
import { noteDeskAct } from './store/enrolled-desk.ts';
import { countStaged, stagedOfDesk } from './store/staged-message.ts';
import { forgetUndecided, type UndecidedMessage, undecidedOfDesk } from './store/undecided-message.ts';

const perGroup = 64;

/**
 * People decide what becomes of the records that a revoked or expired desk has sent. Accepted ones are judged by the rules
 * like any other, refused ones get a receipt that says so; either way the desk hears of it. `left` wait for photos still: only
 * accepting needs them.
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
  // written down first: one who dies half way is asked again, and nothing is ever done in nobody's name
  await noteDeskAct(db, { act: outcome, deviceId: device, officeId: null, by, reason }, now());
  const waiting = await undecidedOfDesk(db, device);
  let settled = 0;
  let left = waiting.length;
  for (let at = 0; at < waiting.length; at += perGroup) {
    const group = waiting.slice(at, at + perGroup);
    const whole: { readonly row: UndecidedMessage; readonly photo: Uint8Array }[] = [];
    for (const row of group) {
      const needsPhoto = outcome === 'accept' && row.photoSha256 !== null;
      const photo = needsPhoto ? await blobs.get(row.photoSha256 ?? '') : new Uint8Array();
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
  return { settled, left };
}

function changeRefused(reason: string) {
  return {
    code: 'desk-revoked',
    sentence: `自治区没有收下这项变动：${reason}。`,
    next: '核对后在登记过的登记台上重新办一次。',
  };
}

/**
 * People give up texts whose photos never came, because the file that held them is gone: refused with a reason, so that the
 * desk gets its text back and takes the photo anew. One whose photo is here whole after all is judged like any other. A photo
 * that arrives later changes nothing any more. `settled` = texts that were refused so, `left` = younger ones that go on waiting.
 */
export async function giveUpPhotos(
  receiver: Receiver,
  { device, olderThanHours, by, reason }: Extract<DeskAct, { act: 'giveUp' }>,
): Promise<{ readonly settled: number; readonly left: number }> {
  const { db, blobs, now } = receiver;
  const refused = {
    code: 'photo-missing',
    sentence: `自治区只收到了文字，照片一直没有送到：${reason}。`,
    next: '重新拍照，再审核、放行。',
  };
  await noteDeskAct(db, { act: 'give up photos', deviceId: device, officeId: null, by, reason }, now());
  const until = new Date(Date.parse(now()) - olderThanHours * 3_600_000).toISOString();
  const rows = await stagedOfDesk(db, device, until);
  let settled = 0;
  for (let at = 0; at < rows.length; at += perGroup) {
    const judged = await Promise.all(
      rows.slice(at, at + perGroup).map(async (row): Promise<Judged> => {
        // it may have come with another record, or the process have ended between its last byte and the receipt
        const photo = row.photoSha256 === null ? new Uint8Array() : await blobs.get(row.photoSha256);
        const arrived = { envelope: row, body: row.body, photo: photo ?? new Uint8Array() };
        return photo ? readMessage(arrived, receiver.judge, now()) : { ...arrived, refused };
      }),
    );
    const accepted = await acceptGroup(receiver, judged);
    settled += judged.filter(
      (one, nth) => 'refused' in one && one.refused === refused && accepted[nth]?.kind === 'receipt',
    ).length;
  }
  return { settled, left: (await countStaged(db)).get(device)?.count ?? 0 };
}
