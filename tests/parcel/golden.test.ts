import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deskParcelLine } from '#shared/wire/desk-parcel.ts';
import { ageKeyFrom } from '../../parcel/age-key.ts';
import { openParcel, proveParcel } from '../../parcel/open.ts';
import { decodePieces } from '../../parcel/pieces.ts';
import { bytesSource } from '../../parcel/source.ts';

/** Written by the first program that had parcels between desks; whatever comes later must still read it. */
const kept = readFileSync(join(import.meta.dirname, '../fixtures/wire/parcel-v1.kaoji-parcel'));
const signer = 'MCowBQYDK2VwAyEA8HbG9qGQD9+Fn2SGKoPlYOUcX0vqvPC2tm10EkjGzkE=';

test('留着的第 1 版数据包，以后的程序照样验得过、打得开，内容一字不差', async () => {
  const source = bytesSource(kept);
  const proven = await proveParcel(source, (header) => (header.signer === signer ? null : 'unknownSigner'));
  if (!proven.ok) throw new Error(proven.fault);
  expect(proven.value.sha256).toBe('9c8f286efc79c95d3e2c9ea0dab6131764672f85423be161f307b18ecf50b137');
  expect(proven.value.header).toMatchObject({ v: 1, suite: 1, kind: 'toOffice', count: 0 });
  const pieces: Buffer[] = [];
  const { identity } = ageKeyFrom(Buffer.alloc(32, 7), 'office');
  for await (const piece of decodePieces(openParcel(source, proven.value, [identity])))
    pieces.push(piece ?? Buffer.alloc(0));
  const [begin, person, photo] = pieces;
  expect(deskParcelLine.parse(JSON.parse(String(begin)))).toMatchObject({ kind: 'begin', deskName: '2号台' });
  expect(deskParcelLine.parse(JSON.parse(String(person)))).toMatchObject({ kind: 'person', loginName: 'clerk1' });
  expect(
    createHash('sha256')
      .update(photo?.subarray(1) ?? '')
      .digest('hex'),
  ).toBe(createHash('sha256').update(Buffer.alloc(70_000, 5)).digest('hex'));
  expect(pieces).toHaveLength(3);
});
