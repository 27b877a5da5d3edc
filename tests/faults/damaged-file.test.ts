import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { deskWithPupils } from './pupils.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-damaged-'));
const sound = join(folder, 'sound');
const login = { loginName: 'clerk1', password: testPassword };
const pageSize = 4096;
let pupils: string[];

beforeAll(async () => {
  const made = await deskWithPupils(sound, 30);
  made.desk.desk.close();
  pupils = made.pupils;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same desk with its closed database spoilt by `spoil`. */
async function spoilt(name: string, spoil: (file: string, pages: number) => void): Promise<TestDesk> {
  const copy = join(folder, name);
  cpSync(sound, copy, { recursive: true });
  const file = join(copy, 'desk', 'desk.db');
  spoil(file, Math.floor(statSync(file).size / pageSize));
  return makeDesk({ folder: copy });
}

function overwrite(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+');
  for (const page of pages) writeSync(handle, Buffer.alloc(512, 7), 0, 512, page * pageSize + 100);
  closeSync(handle);
}

describe('数据库文件坏了', () => {
  test.each<[string, (file: string, pages: number) => void]>([
    ['第一页', (file) => overwrite(file, [0])],
    [
      '一半的页',
      (file, pages) =>
        overwrite(
          file,
          Array.from({ length: pages / 2 - 20 }, (_, at) => 40 + at * 2),
        ),
    ],
    ['只剩一半', (file, pages) => truncateSync(file, (pages >> 1) * pageSize)],
    ['空文件', (file) => truncateSync(file, 0)],
    ['文件没了', (file) => rmSync(file)],
  ])('%s：密码对也说明是坏了，不改动，不新建', async (name, spoil) => {
    const desk = await spoilt(name, spoil);
    const file = join(desk.folder, 'desk', 'desk.db');
    const bytes = () => (statSync(file, { throwIfNoEntry: false }) ? readFileSync(file) : null);
    const before = bytes();
    const message = expect.stringMatching(/^本机数据库已损坏，没有改动它。从最近的备份恢复/);
    expect(await desk.call('session.signIn', login)).toMatchObject({ ok: false, fault: { problems: [{ message }] } });
    expect(value(await desk.call('gate.state', {}))).toMatchObject({ phase: 'blocked', problem: message });
    desk.desk.close();
    expect(bytes()).toEqual(before);
  });

  test('用着的时候读到坏的一页：这一步不办，说得出原因', async () => {
    const desk = await spoilt('in use', () => undefined);
    value(await desk.call('session.signIn', login));
    const { client } = desk.db();
    const root = Number(client.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'draft'").pluck().get());
    overwrite(join(desk.folder, 'desk', 'desk.db'), [root - 1]);
    client.pragma('shrink_memory');
    const draft = { candidacyId: pupils[0] ?? '', reading: { lastFour: '1234' }, documentState: 'shown' } as const;
    const message = expect.stringMatching(/^本机数据库有一处已损坏：这一步没有办/);
    expect(await desk.call('desk.saveDraft', draft)).toMatchObject({ ok: false, fault: { problems: [{ message }] } });
    desk.desk.close();
  });
});
