import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { encodeFrame, frameTypes } from '#shared/wire/frame.ts';
import { type AckLine, ackLine, type HaveAnswerV2, haveAnswerV2, PUSH_MEDIA_TYPE } from '#shared/wire/push-v2.ts';
import { type BuiltRecord, sha256 } from './build-record.ts';
import type { TestReceiver } from './make-receiver.ts';

const nothing = new Uint8Array(32);

/** The line of a record as a desk writes it in version 2. */
export function lineOf({ envelope, body, photo }: BuiltRecord): string {
  const { v: _v, ...names } = envelope;
  const incarnation: string = JSON.parse(body).incarnation;
  return JSON.stringify({ envelope: { v: 2, ...names, incarnation, photoBytes: photo.length }, body });
}

/** A frame of records; `change` bends what it says about itself. */
export function recordsFrame(
  lines: readonly string[],
  change: { readonly id?: Uint8Array; readonly total?: number } = {},
): Uint8Array {
  const text = Buffer.from(`${lines.join('\n')}\n`, 'utf8');
  const id = change.id ?? createHash('sha256').update(text).digest();
  const total = change.total ?? text.length;
  return encodeFrame({ type: frameTypes.records, gzip: true, id, offset: 0, total }, gzipSync(text));
}

/** One photo in pieces of `size` bytes, under the name of `name` (its own hash). */
export function photoFrames(photo: Uint8Array, size = 8192, name = sha256(photo)): Uint8Array[] {
  const id = Buffer.from(name, 'hex');
  const frames: Uint8Array[] = [];
  for (let offset = 0; offset < photo.length; offset += size) {
    const piece = photo.subarray(offset, offset + size);
    frames.push(encodeFrame({ type: frameTypes.photo, gzip: false, id, offset, total: photo.length }, piece));
  }
  return frames;
}

/** The last frame of a stream. */
export function endFrame(records = 0): Uint8Array {
  return encodeFrame({ type: frameTypes.end, gzip: false, id: nothing, offset: 0, total: records }, new Uint8Array());
}

/** Sends frames as one finite body and answers the lines, heartbeats left out. */
export async function pushFrames(
  receiver: Pick<TestReceiver, 'url'>,
  frames: readonly Uint8Array[],
): Promise<readonly AckLine[]> {
  const answer = await fetch(`${receiver.url}/v2/push`, {
    method: 'PUT',
    headers: { 'content-type': PUSH_MEDIA_TYPE },
    body: Buffer.concat(frames),
  });
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => ackLine.parse(JSON.parse(line))).filter((line) => !('t' in line));
}

/** Sends bytes of a body that says it is longer, and breaks the line once they are on their way. */
export async function pushAndCut({ url }: Pick<TestReceiver, 'url'>, bytes: Uint8Array): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = ['PUT /v2/push HTTP/1.1', `host: ${hostname}`, `content-type: ${PUSH_MEDIA_TYPE}`];
  socket.write(`${[...head, `content-length: ${bytes.length + 1}`].join('\r\n')}\r\n\r\n`);
  // the answer begins once the body is being read
  socket.once('data', () => socket.end(bytes));
  await once(socket, 'close');
}

/** What the receiver says it holds. */
export async function have(
  receiver: Pick<TestReceiver, 'url'>,
  ids: readonly string[],
  photos: readonly string[] = [],
): Promise<HaveAnswerV2> {
  const answer = await fetch(`${receiver.url}/v2/have`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids, photos }),
  });
  return haveAnswerV2.parse(await answer.json());
}
