import { candidacyMessage } from '#shared/wire/candidacy-message.ts';
import { type RegainedChange, type RegainedMessage, regainLimits } from '#shared/wire/regain-v2.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import { deskMessageIds, deskMessages } from './store/regain.ts';
import { deskChangeIds, deskChanges } from './store/regain-change.ts';

export type LostMessages = {
  readonly messages: readonly RegainedMessage[];
  /** these did not fit and come with the next answer */
  readonly left: number;
};

/** Bytes of texts and photos that one answer brings back: the desk reads it whole. */
const mostBytes = 40 * 1024 * 1024;
const mostChangeBytes = 16 * 1024 * 1024;

/**
 * What the region holds of a desk, with a receipt, and the desk's file does not know: of every opening, in the order of ids,
 * at most `room` of them. For an enrolled desk only; the caller has looked.
 */
export async function findLost(
  { db, blobs }: Pick<Receiver, 'db' | 'blobs'>,
  deviceId: string,
  holds: ReadonlySet<string>,
  room: number,
): Promise<LostMessages> {
  const lost = await idsNotHeld(db, deviceId, holds, deskMessageIds);
  const messages: RegainedMessage[] = [];
  let bytes = 0;
  let looked = 0;
  for (; looked < lost.length && messages.length < room && bytes < mostBytes; looked += regainLimits.messages) {
    for (const message of await deskMessages(db, deviceId, lost.slice(looked, looked + regainLimits.messages))) {
      messages.push(message);
      bytes += Buffer.byteLength(message.body) + ((await photoOf(blobs, message))?.length ?? 0);
    }
  }
  const fitting = messages.slice(0, room);
  return { messages: fitting, left: Math.max(0, lost.length - looked) + messages.length - fitting.length };
}

/**
 * The same of what the desk told beside its records, with a receipt or waiting for one: at most `room` changes and 16 MB of
 * texts; pages of evidence stay here.
 */
export async function findLostChanges(
  db: Receiver['db'],
  deviceId: string,
  holds: ReadonlySet<string>,
  room: number,
): Promise<{ readonly changes: readonly RegainedChange[]; readonly left: number }> {
  const lost = await idsNotHeld(db, deviceId, holds, deskChangeIds);
  const changes: RegainedChange[] = [];
  let bytes = 0;
  for (let at = 0; at < lost.length && changes.length < room && bytes < mostChangeBytes; at += regainLimits.messages) {
    const some = await deskChanges(db, deviceId, lost.slice(at, at + regainLimits.messages));
    changes.push(...some.slice(0, room - changes.length));
    bytes += some.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  }
  return { changes, left: lost.length - changes.length };
}

async function idsNotHeld(
  db: Receiver['db'],
  deviceId: string,
  holds: ReadonlySet<string>,
  idsOf: typeof deskMessageIds,
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (let after: string | null = null; ; ) {
    const ids = await idsOf(db, deviceId, after, regainLimits.names);
    lost.push(...ids.filter((id) => !holds.has(id)));
    after = ids.at(-1) ?? null;
    if (ids.length < regainLimits.names) return lost;
  }
}

/** The photo of a message as it was sent; null = it is not here, or damaged: the others are brought back all the same. */
export async function photoOf(
  blobs: Receiver['blobs'],
  { body }: Pick<RegainedMessage, 'body'>,
): Promise<Uint8Array | null> {
  const message = candidacyMessage.safeParse(parseWireJson(body));
  return message.success ? blobs.get(message.data.photo.sha256).catch(() => null) : null;
}
