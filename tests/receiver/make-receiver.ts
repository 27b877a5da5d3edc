import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { type Problem, RECORD_MEDIA_TYPE, recordAnswer } from '#shared/wire/push.ts';
import { type ReceiptBody, readReceiptBody } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { LogLine } from '../../provincial-server/log.ts';
import type { Report } from '../../provincial-server/read-report.ts';
import { startReceiver } from '../../provincial-server/start-receiver.ts';
import { regionKeys } from '../fixtures/county.ts';
import { layEmptyDatabase } from './empty-database.ts';

export type TestReceiver = {
  readonly url: string;
  readonly folder: string;
  readonly log: LogLine[];
  report(): Promise<Report>;
  stop(): Promise<void>;
};

/** Databases to run the receiver's tests on. PostgreSQL only where DATABASE_URL_TEST says where; otherwise said aloud. */
export function databasesUnderTest(): readonly ('pglite' | 'postgresql')[] {
  if (process.env['DATABASE_URL_TEST']) return ['pglite', 'postgresql'];
  console.log(
    '没有做：接收端测试没有在 PostgreSQL 上跑，没有装 postgresql，也没有设 DATABASE_URL_TEST。内嵌库上照跑。',
  );
  return ['pglite'];
}

/** A server answers from a process of its own, ten times as fast as the embedded engine beside a busy test. */
export function quickestDatabase(): 'pglite' | 'postgresql' {
  return process.env['DATABASE_URL_TEST'] ? 'postgresql' : 'pglite';
}

export type ReceiverChoice = {
  /** left out: the embedded database where `folder` is given, which brings its own; else the quickest that is there */
  readonly on?: 'pglite' | 'postgresql';
  readonly privateKey?: string;
  readonly folder?: string;
  /** false: as the receiver is started by itself */
  readonly report?: boolean;
  readonly restored?: boolean;
  /** true: only enrolled desks, as a receiver in earnest; without it frames of a test's own making are taken too */
  readonly enrolledOnly?: boolean;
  /** the region's set-up file, as `npm run receiver` gets that of the demo county */
  readonly setupFile?: string;
  /** the region's clock; the real one where it is left out */
  readonly now?: () => string;
};

/** A real receiver on loopback with a fresh folder and database, signing with the test region's key. */
export async function makeReceiver(choice: ReceiverChoice = {}): Promise<TestReceiver> {
  const folder = choice.folder ?? (await mkdtemp(join(tmpdir(), 'kaoji-receiver-')));
  const regionKeyFile = join(folder, 'region.key');
  const der = Buffer.from(choice.privateKey ?? regionKeys.privateKey, 'base64');
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  await writeFile(regionKeyFile, pem);
  const on = choice.on ?? (choice.folder === undefined ? quickestDatabase() : 'pglite');
  const database = on === 'postgresql' ? await freshDatabase() : null;
  if (!database) await layEmptyDatabase(folder);
  const log: LogLine[] = [];
  const running = await startReceiver(
    {
      regionKeyFile,
      dataFolder: folder,
      port: 0,
      host: '127.0.0.1',
      databaseUrl: database?.url ?? null,
      setupFile: choice.setupFile ?? null,
      report: choice.report ?? true,
      restored: choice.restored ?? false,
      takesUnenrolled: choice.enrolledOnly !== true,
    },
    (line) => log.push(line),
    choice.now,
  );
  return {
    url: running.url,
    folder,
    log,
    report: async () => (await (await fetch(`${running.url}/v1/report`)).json()) as Report,
    async stop() {
      await running.stop();
      await database?.drop();
      if (!choice.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An empty database of its own, on the server of this worker among those that DATABASE_URL_TEST names. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const servers = (process.env['DATABASE_URL_TEST'] ?? '').split(' ');
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1);
  const base = new URL(servers[(worker - 1) % servers.length] ?? '');
  const name = `kaoji_test_${v7().replaceAll('-', '')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: base.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}

export type Posted =
  | { readonly status: 200; readonly signed: SignedText; readonly receipt: ReceiptBody; readonly repeated: boolean }
  | { readonly status: number; readonly problem: Problem };

/** Sends one frame as a desk would. */
export async function post(receiver: Pick<TestReceiver, 'url'>, frame: Uint8Array): Promise<Posted> {
  const answer = await fetch(`${receiver.url}/v1/records`, {
    method: 'POST',
    headers: { 'content-type': RECORD_MEDIA_TYPE },
    body: Buffer.from(frame),
  });
  const json: unknown = await answer.json();
  if (answer.status !== 200) return { status: answer.status, problem: json as Problem };
  const { receipt: signed, repeated } = recordAnswer.parse(json);
  const receipt = readReceiptBody(signed.body);
  if (!receipt) throw new Error('answer without a receipt');
  return { status: 200, signed, receipt, repeated };
}

/** The receipt of an answer, or an error that shows the problem. */
export function receiptOf(posted: Posted): ReceiptBody {
  if (!('receipt' in posted)) throw new Error(`no receipt: ${JSON.stringify(posted.problem)}`);
  return posted.receipt;
}
