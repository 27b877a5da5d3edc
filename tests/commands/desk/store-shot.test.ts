import { createHash } from 'node:crypto';
import jpeg from 'jpeg-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
});
afterEach(() => scene.desk.close());

function shot(changes: Partial<Input<'desk.storeShot'>> = {}): Input<'desk.storeShot'> {
  return {
    candidacyId: id,
    original: makeJpeg(1, 640, 480),
    derived: makeJpeg(1),
    source: 'live',
    device: '测试摄像头',
    crop: { left: 80, top: 0 },
    measurements: { brightness: 0.5 },
    perceptualHash: null,
    ...changes,
  };
}

describe('desk.storeShot：存照片', () => {
  it('原图和成片按内容的 SHA-256 存；像素一个字节不差，别的什么都不留', async () => {
    const clean = makeJpeg(1, 640, 480, 72);
    const comment = [0xff, 0xfe, 0, 18, ...Buffer.from('<script>GPS here')];
    const input = shot({ original: new Uint8Array([...clean.subarray(0, 20), ...comment, ...clean.subarray(20)]) });
    const { captureId } = await scene.do('clerk', 'desk.storeShot', input);
    const row = scene.desk.db().statement('SELECT * FROM capture WHERE id = ?').get(captureId) as Record<
      string,
      string
    >;
    expect(row).toMatchObject({
      state: 'draft',
      source: 'live',
      device: '测试摄像头',
      profile_edition: 'photo-480x640',
      original_sha256: createHash('sha256').update(clean).digest('hex'),
      crop: '{"left":80,"top":0}',
      measurements: '{"brightness":0.5}',
    });
    const { jpeg: original } = await scene.do('clerk', 'photo.read', { captureId, which: 'original' });
    expect(Buffer.from(original).equals(Buffer.from(clean))).toBe(true);
    const derived = await scene.do('clerk', 'photo.read', { captureId, which: 'derived' });
    expect(createHash('sha256').update(derived.jpeg).digest('hex')).toBe(row['derived_sha256']);
    expect(scene.events(id).at(-1)).toBe('capture.taken');
  });

  it('重拍：先前的都留着，最新的一张算数', async () => {
    const first = await scene.shoot(id, 1);
    const second = await scene.shoot(id, 2);
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.shots.map(({ captureId, current }) => [captureId, current])).toEqual([
      [second, true],
      [first, false],
    ]);
  });

  it('成片没有写分辨率：补成规格的 300 dpi，去掉附带信息', async () => {
    const plain = jpeg.encode({ data: Buffer.alloc(480 * 640 * 4, 200), width: 480, height: 640 }, 80).data;
    const { captureId } = await scene.do('clerk', 'desk.storeShot', shot({ derived: new Uint8Array(plain) }));
    const { jpeg: stored } = await scene.do('clerk', 'photo.read', { captureId, which: 'derived' });
    expect([...stored.subarray(13, 18)]).toEqual([1, 1, 44, 1, 44]);
  });

  it.each([
    ['不是 JPEG', { derived: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]) }, 'derived'],
    ['成片尺寸不合规格', { derived: makeJpeg(1, 479, 640) }, 'derived'],
    ['成片只有半截', { derived: makeJpeg(1).subarray(0, 2000) }, 'derived'],
    ['成片末尾带别的东西', { derived: new Uint8Array([...makeJpeg(1), 1, 2, 3]) }, 'derived'],
    ['成片分辨率写着 150 dpi', { derived: makeJpeg(1, 480, 640, 150) }, 'derived'],
    ['成片超过 40 KB', { derived: noisyJpeg(480, 640) }, 'derived'],
    ['原图不是 JPEG', { original: new Uint8Array(100) }, 'original'],
    ['原图写着 60,000×60,000', { original: declaring(60_000) }, 'original'],
    ['原图超过 200 KB', { original: noisyJpeg(1280, 720) }, 'original'],
  ] as const)('%s：不存，说清原因', async (_what, changes, field) => {
    const reply = await scene.ask('clerk', 'desk.storeShot', shot(changes));
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field }] });
    expect(scene.count('capture')).toBe(0);
    expect(scene.count('photo_blob')).toBe(0);
  });
});

/** A whole small JPEG that says it has so many points on each side. */
function declaring(side: number): Uint8Array {
  const bytes = Buffer.from(makeJpeg(1));
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] !== 0xc0) continue;
    bytes.writeUInt16BE(side, at + 5);
    bytes.writeUInt16BE(side, at + 7);
    return new Uint8Array(bytes);
  }
  throw new Error('no frame header');
}

describe('desk.storeShot：谁可以办', () => {
  it.each(['reviewer', 'teacher', 'school', 'auditor'] as const)('%s 不能存照片', async (who) => {
    expect(fault(await scene.ask(who, 'desk.storeShot', shot())).kind).toBe('forbidden');
    expect(scene.count('capture')).toBe(0);
  });
});

describe('desk.storeShot：按两次、别人更快', () => {
  it('同样的字节只存一份，两次快门仍是两条', async () => {
    await scene.do('clerk', 'desk.storeShot', shot());
    await scene.do('clerk', 'desk.storeShot', shot());
    expect(scene.count('capture')).toBe(2);
    expect(scene.count('photo_blob')).toBe(2);
  });

  it('已完成的不再收照片', async () => {
    const done = await scene.completed(pupil(3));
    const reply = await scene.ask('otherClerk', 'desk.storeShot', shot({ candidacyId: done.id }));
    expect(fault(reply).kind).toBe('stale');
  });
});

function noisyJpeg(width: number, height: number): Uint8Array {
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < data.length; i += 1) data[i] = (i * 2_654_435_761) >>> 24;
  return new Uint8Array(jpeg.encode({ data, width, height }, 95).data);
}
