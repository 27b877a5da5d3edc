import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { v7 } from 'uuid';
import { idCheckDigit } from '../shared/lib/id-number.ts';
import { encodeFrame, frameTypes } from '../shared/wire/frame.ts';
import { RECORD_MEDIA_TYPE } from '../shared/wire/push.ts';
import { PUSH_MEDIA_TYPE } from '../shared/wire/push-v2.ts';
import { type BuiltRecord, buildRecord, messageFacts } from '../tests/receiver/build-record.ts';

const pieceBytes = 16 * 1024;
const recordsPerFrame = 64;

/** `count` records of pupils nobody has met, each with a photo of its own of about 32 KB. `first` numbers them. */
export function makeRecords(count: number, first: number): readonly BuiltRecord[] {
  const photo = grainyPhoto();
  const deviceId = v7();
  return Array.from({ length: count }, (_none, at) => {
    const number = idNumber(first + at);
    const facts = messageFacts({ serial: 1, photo });
    const data = { ...facts.data, documentNumber: number, enrolmentNo: `G${number}` };
    const own = ownPhoto(photo);
    return buildRecord({
      photo: own,
      deskSeq: at + 1,
      envelope: { deviceId },
      facts: {
        deviceId,
        candidacyNo: `G${number}`,
        data,
        photo: { ...facts.photo, sha256: createHash('sha256').update(own).digest('hex'), byteLength: own.length },
      },
    });
  });
}

/** The records as one stream of version 2: texts first, then photos in pieces of 16 KB, then the end. */
export function streamOf(records: readonly BuiltRecord[]): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < records.length; at += recordsPerFrame) {
    const lines = records.slice(at, at + recordsPerFrame).map(({ envelope, body, photo }) => {
      const { v: _v, ...names } = envelope;
      const incarnation: unknown = JSON.parse(body).incarnation;
      return JSON.stringify({ envelope: { v: 2, ...names, incarnation, photoBytes: photo.length }, body });
    });
    const text = Buffer.from(`${lines.join('\n')}\n`);
    const id = createHash('sha256').update(text).digest();
    const header = { type: frameTypes.records, gzip: true, id, offset: 0, total: text.length };
    parts.push(encodeFrame(header, gzipSync(text)));
  }
  for (const { photo, envelope } of records) {
    const id = Buffer.from(envelope.photoSha256 ?? '', 'hex');
    for (let offset = 0; offset < photo.length; offset += pieceBytes) {
      const header = { type: frameTypes.photo, gzip: false, id, offset, total: photo.length };
      parts.push(encodeFrame(header, photo.subarray(offset, offset + pieceBytes)));
    }
  }
  const end = { type: frameTypes.end, gzip: false, id: new Uint8Array(32), offset: 0, total: records.length };
  return Buffer.concat([...parts, encodeFrame(end, new Uint8Array())]);
}

/** Sends one stream; answers how many receipts of records that were new, and of repeated ones, came back. */
export async function sendStream(
  url: string,
  stream: Buffer,
): Promise<{ readonly fresh: number; readonly repeated: number }> {
  const text = await send('PUT', `${url}/v2/push`, PUSH_MEDIA_TYPE, stream);
  const count = (word: string) => text.split(word).length - 1;
  return { fresh: count('"repeated":false}'), repeated: count('"repeated":true}') };
}

/** Sends one record of version 1: one request, one transaction. */
export async function sendRecord(url: string, frame: Uint8Array): Promise<boolean> {
  return (await send('POST', `${url}/v1/records`, RECORD_MEDIA_TYPE, frame)).includes('"repeated":false');
}

function send(method: string, url: string, type: string, body: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { 'content-type': type } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A real JPEG of 480 by 640 with the grain of a cheap camera. */
function grainyPhoto(): Uint8Array {
  const [width, height] = [480, 640];
  const data = Buffer.alloc(width * height * 4, 255);
  const grain = randomBytes(width * height);
  for (let at = 0; at < width * height; at += 1) {
    const light = 128 + 60 * Math.sin((at % width) / 30) + 40 * Math.cos(at / width / 23);
    const value = Math.round(light + ((grain[at] ?? 0) - 128) / 18);
    data.set([value, Math.round(value * 0.8), Math.round(value * 0.6)], at * 4);
  }
  return jpeg.encode({ data, width, height }, 75).data;
}

/** The same picture with a comment of its own, so that no two are the same bytes. */
function ownPhoto(photo: Uint8Array): Uint8Array {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 18]), randomBytes(16)]);
  return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
}

/** An ID number of its own for each of 10 million. */
function idNumber(serial: number): string {
  const day = new Date(Date.UTC(2009, 0, 1) + Math.floor(serial / 500) * 86_400_000).toISOString().slice(0, 10);
  const first17 = `150430${day.replaceAll('-', '')}${String((serial % 500) * 2).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}
