import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

const debian = '/usr/lib/postgresql';

/**
 * Before the unit tests: PostgreSQL servers of their own, from Debian's package, on loopback, in folders that go with them;
 * DATABASE_URL_TEST names them to every test, with blanks between. One for each worker: notices wait for the oldest
 * transaction of a whole server, also for one of the test that runs beside. A server that the caller names is used instead.
 * Without the package the tests run on the embedded database alone, and say so.
 */
export default async function provideServers({ config }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['DATABASE_URL_TEST']) return;
  const programs = newestPrograms();
  if (programs === null) return;
  const servers = await Promise.all(Array.from({ length: config.maxWorkers }, () => startServer(programs)));
  process.env['DATABASE_URL_TEST'] = servers.map(({ url }) => url).join(' ');
  return async () => {
    await Promise.all(servers.map(({ stop }) => stop()));
  };
}

async function startServer(programs: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const account = unprivilegedAccount();
  // not below the tests' own folder: the server's account may not pass through that
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kaoji-postgresql-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const asUser = { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] as const };
  const layOut = ['-D', data, '-U', 'kaoji', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), layOut, { ...asUser, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  // what these tests kill is the receiver; the server's own promises to the disk are PostgreSQL's to test
  const settings = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    'max_connections=200',
    'autovacuum=off', // its transactions would hold notices back too
    'dynamic_shared_memory_type=mmap', // inside its folder: nothing of it stays in memory when it is killed
    `unix_socket_directories=${folder}`,
  ];
  const words = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(programs, 'postgres'), words, { ...asUser, stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const endWithUs = () => {
    server.kill('SIGKILL');
    remove();
  };
  process.once('exit', endWithUs);
  const url = `postgres://kaoji@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  const stop = async () => {
    server.kill('SIGINT'); // at once, with what it has outside its folder
    await gone;
    process.off('exit', endWithUs);
    remove();
  };
  return { url, stop };
}

function newestPrograms(): string | null {
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const found = versions.find((version) => existsSync(join(debian, version, 'bin', 'initdb')));
  return found === undefined ? null : join(debian, found, 'bin');
}

/** PostgreSQL does not run as root: the account that its package made. */
function unprivilegedAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return;
  const numberOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: numberOf('-u'), gid: numberOf('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (fault) {
      if (tries === 150) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
