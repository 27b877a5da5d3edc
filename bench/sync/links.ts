import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** One link: round trip in milliseconds, share of packets lost, megabits per second each way, and how it drops. */
export type LinkShape = {
  readonly rttMs: number;
  readonly loss: number;
  readonly upMbit: number;
  readonly downMbit: number;
  readonly flap: { readonly everyS: number; readonly forS: number; readonly kind: 'rst' | 'blackhole' } | null;
};

export type LinkPlan = {
  readonly shape: LinkShape;
  /** records that go over it */
  readonly records: number;
  /** ratio to the ideal that we mean to reach; printed, never asserted */
  readonly goal: number;
  /** how many times faster than the best of the others we mean to be; null = not asked */
  readonly goalAgainstBest: number | null;
};

const bad = { rttMs: 800, loss: 0.08, upMbit: 0.256, downMbit: 0.512 } as const;

/** The links of the measurements behind docs/adr/0007: an office's own network, and three that remote schools have. */
export const links = {
  lan: plan({ rttMs: 1, loss: 0, upMbit: 100, downMbit: 100, flap: null }, 500, 1.5, null),
  '4g-weak': plan({ rttMs: 150, loss: 0.02, upMbit: 1, downMbit: 4, flap: null }, 100, 1.1, 1.25),
  satellite: plan({ rttMs: 600, loss: 0.01, upMbit: 2, downMbit: 8, flap: null }, 100, 1.35, 1.35),
  'banner-bad': plan({ ...bad, flap: { everyS: 20, forS: 2, kind: 'rst' } }, 30, 2.3, null),
  'banner-blackhole': plan({ ...bad, flap: { everyS: 20, forS: 2, kind: 'blackhole' } }, 30, 3, null),
} as const satisfies Readonly<Record<string, LinkPlan>>;

export type LinkName = keyof typeof links;

function plan(shape: LinkShape, records: number, goal: number, goalAgainstBest: number | null): LinkPlan {
  return { shape, records, goal, goalAgainstBest };
}

/** Milliseconds in which a perfect sender would be done: its bytes at the rate of the way up, and one round trip. */
export function idealMs({ upMbit, rttMs }: LinkShape, bytes: number): number {
  return (bytes * 8) / (upMbit * 1000) + rttMs;
}

/** The server's address on every link. */
export const serverAddress = '10.77.0.2';

/** Why no link can be made here; null = it can. */
export function whyNoLinks(): string | null {
  if (process.platform !== 'linux') return '只在 Linux 上能模拟线路。';
  if (process.getuid?.() !== 0) return '要 root 才能建网络命名空间和 TUN 设备。';
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    return '没有 /dev/net/tun。';
  }
  for (const [tool, ...words] of [
    ['ip', '-V'],
    ['python3', '--version'],
    ['openssl', 'version'],
  ] as const) {
    if (spawnSync(tool, words).status !== 0) return `没有 ${tool}（Debian：iproute2、python3、openssl）。`;
  }
  return null;
}

export type Link = {
  /** starts a program at one end */
  start(end: 'client' | 'server', program: string, words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess;
  /** bytes of packets that the client has sent */
  bytesUp(): number;
  down(): Promise<void>;
};

/** Makes two namespaces of their own and the link between them; CUBIC at both ends, as on the desks. */
export async function linkUp(name: string, shape: LinkShape, seed: number): Promise<Link> {
  const [client, server] = [`${name}c`, `${name}s`];
  const ip = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync('ip', words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  ip('netns', 'add', client);
  ip('netns', 'add', server);
  const words = [join(import.meta.dirname, 'link.py'), client, server, JSON.stringify({ ...shape, seed })];
  const emulator = spawn('python3', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => void emulator.once('exit', () => resolve()));
  const down = async () => {
    emulator.kill('SIGTERM');
    await gone;
    for (const one of [client, server]) spawnSync('ip', ['netns', 'del', one]);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      emulator.stdout.once('data', () => resolve());
      emulator.once('exit', () => reject(new Error('the link did not come up')));
    });
    // inside a namespace the setting for all connections is closed to everybody; by route it is not
    ip('-n', client, 'route', 'replace', serverAddress, 'dev', 'tun0', 'congctl', 'cubic');
    ip('-n', server, 'route', 'replace', '10.77.0.1', 'dev', 'tun0', 'congctl', 'cubic');
  } catch (error) {
    await down();
    throw error;
  }
  return {
    start: (end, program, rest, env) =>
      spawn('ip', ['netns', 'exec', end === 'client' ? client : server, program, ...rest], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    bytesUp: () => {
      const [device] = JSON.parse(ip('-n', client, '-s', '-j', 'link', 'show', 'tun0')) as Device[];
      return device?.stats64.tx.bytes ?? 0;
    },
    down,
  };
}

type Device = { readonly stats64: { readonly tx: { readonly bytes: number } } };
