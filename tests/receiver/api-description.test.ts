import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { receiverApi } from '../../scripts/receiver-api.ts';

const root = join(import.meta.dirname, '../..');

test('接口说明和约定一致：docs/receiver-api.json 就是从报文约定写出来的', () => {
  const written = readFileSync(join(root, 'docs/receiver-api.json'), 'utf8');
  expect(written === receiverApi() ? '一致' : '不一致：运行 node scripts/receiver-api.ts').toBe('一致');
});

test('接收端有的地址，说明里都有，一个不多', () => {
  const files = [
    'server',
    'server-v2',
    'server-notices',
    'server-bundles',
    'server-desks',
    'server-changes',
    'server-watch',
  ];
  const sources = files.map((name) => readFileSync(join(root, 'provincial-server', `${name}.ts`), 'utf8'));
  const served = sources.flatMap((text) =>
    [...text.matchAll(/server\.(get|post|put)\('(\/v\d\/\w+)'/gu)].map(([, method, address]) => `${method} ${address}`),
  );
  const api = JSON.parse(receiverApi()) as { readonly paths: Readonly<Record<string, object>> };
  const described = Object.entries(api.paths).flatMap(([address, calls]) =>
    Object.keys(calls).map((method) => `${method} ${address}`),
  );
  // the report is for tests and comparison, and only there when asked for
  expect(served.filter((one) => one !== 'get /v1/report').sort()).toEqual(described.sort());
});
