import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ParcelHeader, parcelTrailerBytes } from '#shared/wire/parcel.ts';
import { ageKeyFrom } from '../../parcel/age-key.ts';
import type { ParcelFault } from '../../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../../parcel/open.ts';
import { bytesSource } from '../../parcel/source.ts';
import { makeKeyPair } from '../../src-main/security/signature.ts';
import { desk, officeAge, regionAge, sealedBytes } from './seal-bytes.ts';

const content = randomBytes(300_000);
let whole: Buffer;
beforeAll(async () => {
  whole = await sealedBytes(content);
});

const know = (header: ParcelHeader): ParcelFault | null => (header.signer === desk.publicKey ? null : 'unknownSigner');

/** What a reader makes of these bytes: the fault, and how many bytes of plaintext it gave out. */
async function read(bytes: Uint8Array, identity = regionAge.identity) {
  const source = bytesSource(bytes);
  const proven = await proveParcel(source, know);
  if (!proven.ok) return { fault: proven.fault, plaintext: 0 };
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of openParcel(source, proven.value, [identity])) pieces.push(piece);
  } catch (error) {
    return { fault: parcelFaultOf(error), plaintext: Buffer.concat(pieces).length };
  }
  return { fault: null, plaintext: Buffer.concat(pieces).length, content: Buffer.concat(pieces) };
}

const flipped = (at: number) => {
  const copy = Buffer.from(whole);
  copy[at] = (copy[at] ?? 0) ^ 0x20;
  return copy;
};

describe('数据包', () => {
  test('原样打开，一个字节不差', async () => {
    expect((await read(whole)).content?.equals(content)).toBe(true);
  });

  test('每一类字节改一位，都不用，明文一个字节不出', async () => {
    const headerLength = whole.readUInt32BE(4);
    const body = 8 + headerLength;
    const end = whole.length;
    const places = {
      magic: [0, 1, 2, 3],
      length: [4, 5, 6, 7],
      header: Array.from({ length: headerLength }, (_, at) => 8 + at),
      ageHeader: Array.from({ length: 160 }, (_, at) => body + at),
      payload: Array.from({ length: 60 }, (_, at) => body + 200 + Math.floor((at * (end - body - 400)) / 60)),
      hash: Array.from({ length: 32 }, (_, at) => end - parcelTrailerBytes + at),
      signature: Array.from({ length: 64 }, (_, at) => end - 64 + at),
    };
    let tried = 0;
    for (const [kind, offsets] of Object.entries(places)) {
      for (const at of offsets) {
        const { fault, plaintext } = await read(flipped(at));
        expect({ kind, at, refused: fault !== null, plaintext }).toEqual({ kind, at, refused: true, plaintext: 0 });
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(600);
  });

  test('在任何地方截断，都不用', async () => {
    const places = [
      0,
      1,
      4,
      7,
      8,
      9,
      200,
      700,
      whole.length - 1,
      whole.length - 64,
      whole.length - 96,
      whole.length - 97,
    ];
    const spread = Array.from({ length: 40 }, (_, at) => Math.floor((at * whole.length) / 40));
    for (const at of [...places, ...spread]) {
      expect(await read(whole.subarray(0, at))).toMatchObject({ fault: expect.any(String), plaintext: 0 });
    }
  });

  test('段对调、段重复、段抽掉、尾巴加东西，都不用', async () => {
    const body = 8 + whole.readUInt32BE(4) + 300;
    const chunk = 65_552;
    const first = whole.subarray(body, body + chunk);
    const second = whole.subarray(body + chunk, body + 2 * chunk);
    const before = whole.subarray(0, body);
    const rest = whole.subarray(body + 2 * chunk);
    for (const pieces of [
      [before, second, first, rest],
      [before, first, first, rest],
      [before, first, rest],
      [whole, Buffer.from('junk')],
      [whole, whole],
    ]) {
      expect(await read(Buffer.concat(pieces))).toEqual({ fault: 'damaged', plaintext: 0 });
    }
  });

  test('哈希跟着改过来，没有钥匙也签不出', async () => {
    const copy = flipped(8 + whole.readUInt32BE(4) + 5000);
    createHash('sha256')
      .update(copy.subarray(0, -parcelTrailerBytes))
      .digest()
      .copy(copy, copy.length - parcelTrailerBytes);
    expect(await read(copy)).toEqual({ fault: 'forged', plaintext: 0 });
  });

  test('别人重新签一遍，签名成立也不认', async () => {
    const stranger = makeKeyPair();
    const resealed = await sealedBytes(content, { signer: stranger.publicKey }, stranger.privateKey);
    expect(await read(resealed)).toEqual({ fault: 'unknownSigner', plaintext: 0 });
    const borrowed = await sealedBytes(content, {}, stranger.privateKey);
    expect(await read(borrowed)).toEqual({ fault: 'forged', plaintext: 0 });
  });

  test('两个包的头和身换过来，不用', async () => {
    const other = await sealedBytes(randomBytes(300_000));
    const cut = (bytes: Buffer) => 8 + bytes.readUInt32BE(4);
    const mixed = Buffer.concat([whole.subarray(0, cut(whole)), other.subarray(cut(other))]);
    expect(await read(mixed)).toEqual({ fault: 'damaged', plaintext: 0 });
  });

  test('不是收件人的钥匙打不开', async () => {
    expect(await read(whole, officeAge.identity)).toEqual({ fault: 'notForUs', plaintext: 0 });
  });

  test('更新的版本和另一套算法说得清楚，不说成损坏', async () => {
    const text = whole.subarray(8, 8 + whole.readUInt32BE(4)).toString('utf8');
    const withText = (changed: string) => {
      const header = Buffer.from(changed, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(header.length);
      return Buffer.concat([whole.subarray(0, 4), length, header, whole.subarray(8 + text.length)]);
    };
    expect(await read(withText(text.replace('"v":1', '"v":2')))).toEqual({ fault: 'version', plaintext: 0 });
    expect(await read(withText(text.replace('"suite":1', '"suite":2')))).toEqual({ fault: 'suite', plaintext: 0 });
  });

  test('头里夹带路径、多余的项、巨大的长度，不用', async () => {
    const text = whole.subarray(8, 8 + whole.readUInt32BE(4)).toString('utf8');
    const swapped = (from: string | RegExp, to: string) => {
      const header = Buffer.from(text.replace(from, to), 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(header.length);
      return Buffer.concat([whole.subarray(0, 4), length, header, whole.subarray(8 + text.length)]);
    };
    for (const bytes of [
      swapped(/"parcelId":"[^"]+"/u, '"parcelId":"../../../../etc/passwd"'),
      swapped(/"deviceId":"[^"]+"/u, '"deviceId":"..\\\\..\\\\windows"'),
      swapped('{', '{"__proto__":{},'),
      Buffer.concat([whole.subarray(0, 4), Buffer.from([0xff, 0xff, 0xff, 0xff]), whole.subarray(8)]),
    ]) {
      expect(await read(bytes)).toEqual({ fault: 'damaged', plaintext: 0 });
    }
  });

  test('打开之间文件被换掉，也不当真', async () => {
    const proven = await proveParcel(bytesSource(whole), know);
    if (!proven.ok) throw new Error(proven.fault);
    const later = bytesSource(flipped(whole.length - parcelTrailerBytes - 20));
    const drain = async () => {
      for await (const _ of openParcel(later, proven.value, [regionAge.identity]));
    };
    await expect(drain()).rejects.toThrow('damaged');
  });
});

test('同一个秘密总得同一对钥匙，用途不同钥匙不同，写法和 age 的一样', () => {
  const again = ageKeyFrom(Buffer.alloc(32, 7), 'region');
  expect(again).toEqual(regionAge);
  expect(officeAge.recipient).not.toBe(regionAge.recipient);
  expect(regionAge.identity).toMatch(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/u);
});
