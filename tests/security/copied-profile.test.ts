import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pupilData } from '../faults/pupils.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { openCopiedProfile } from './copied-profile.ts';
import { scanForPersonalData } from './profile-scan.ts';

let desk: TestDesk;
let copy: string;
beforeEach(async () => {
  desk = await makeDesk();
  copy = mkdtempSync(join(tmpdir(), 'kaoji-copy-'));
});
afterEach(() => {
  desk.close();
  rmSync(copy, { recursive: true, force: true });
});

async function copyWhileOpen(): Promise<void> {
  await desk.as('clerk1');
  value(
    await desk.call('preRegistration.enter', {
      candidacyId: null,
      version: null,
      data: pupilData(3),
      pupilPresent: true,
    }),
  );
  cpSync(desk.folder, copy, { recursive: true });
}

describe('抄走的数据文件夹', () => {
  test('全部文件、环境变量和源码在手，也打不开', async () => {
    await copyWhileOpen();
    expect(await openCopiedProfile(copy, process.env)).toBeNull();
  });

  test.each(['hex', 'base64', 'raw'] as const)('种下一个钥匙文件（%s），检查会发现', async (form) => {
    await copyWhileOpen();
    const key = Buffer.from(desk.desk.gate.databaseKey() ?? []);
    writeFileSync(join(copy, 'planted'), form === 'raw' ? key : `key=${key.toString(form)}\n`);
    expect(await openCopiedProfile(copy, {})).toBe('a key that lay in the copy');
  });

  test('开着的时候，数据库、WAL、日志里没有姓名、号码和照片', async () => {
    await copyWhileOpen();
    const person = pupilData(3);
    const found = value(await desk.call('desk.search', { text: person.documentNumber, limit: 5 }));
    value(
      await desk.call('desk.storeShot', {
        candidacyId: found[0]?.candidacyId ?? '',
        original: makeJpeg(1, 640, 480),
        derived: makeJpeg(2),
        source: 'live',
        device: 'test',
        crop: {},
        measurements: {},
        perceptualHash: null,
      }),
    );
    const texts = [person.fullName, person.documentNumber, person.mobile ?? '', person.householdAuthority ?? ''];
    const folders = [join(desk.folder, 'desk'), desk.folder];
    // the county's set-up file lies beside the profile only in tests
    rmSync(join(desk.folder, 'county'), { recursive: true, force: true });
    const { files, leaks } = scanForPersonalData(folders, texts);
    expect(files).toBeGreaterThan(3);
    expect(leaks).toEqual([]);
  });

  test('种下一行明文或一张照片，扫描会发现', () => {
    const person = pupilData(3);
    writeFileSync(join(copy, 'a'), Buffer.from(`x${person.fullName}`, 'utf16le'));
    writeFileSync(join(copy, 'b'), makeJpeg(2));
    expect(scanForPersonalData([copy], [person.fullName]).leaks).toEqual([
      { file: 'a', what: 'UTF-16LE' },
      { file: 'b', what: 'JPEG' },
    ]);
  });
});
