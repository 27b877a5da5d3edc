import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { sha256 } from './build-record.ts';
import { makeReceiver, type TestReceiver } from './make-receiver.ts';

/** Status of a GET with a host header of one's own, which fetch does not allow. */
function statusOf(url: string, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('接收端的门', () => {
  let open: TestReceiver;
  let closed: TestReceiver;
  beforeAll(async () => {
    open = await makeReceiver();
    closed = await makeReceiver({ report: false });
  });
  afterAll(async () => {
    await open.stop();
    await closed.stop();
  });

  test('没有要求时不给总表', async () => {
    expect((await fetch(`${closed.url}/v1/report`)).status).toBe(404);
    expect((await fetch(`${open.url}/v1/report`)).status).toBe(200);
  });

  test.each([
    ['127.0.0.1:4870', 200],
    ['localhost', 200],
    ['[::1]:4870', 200],
    ['exam.example:4870', 404],
    ['127.0.0.1.example', 404],
  ])('主机写 %s：%i', async (host, status) => {
    expect(await statusOf(open.url, '/v1/report', host)).toBe(status);
  });
});

describe('照片库', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-blobs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('名下的文件坏了（长度没变）：再收同一张时换成好的', async () => {
    const store = await openBlobStore(folder);
    const photo = Buffer.from('一张照片的字节');
    const name = sha256(photo);
    await store.put(name, photo);
    const file = join(folder, 'photos', name.slice(0, 2), name);
    const damaged = Buffer.from(photo);
    damaged[0] = 0;
    writeFileSync(file, damaged);
    await store.put(name, photo);
    expect(readFileSync(file).equals(photo)).toBe(true);
    expect(await store.get(name)).not.toBeNull();
  });
});
