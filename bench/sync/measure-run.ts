import { type ChildProcess, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { idealMs, type Link, type LinkPlan, linkUp } from './links.ts';
import type { PreparedDesk } from './prepared-desk.ts';
import type { ClientLine, ClientWords, ServerWords, Way } from './words.ts';

export type RunResult = {
  /** milliseconds until the last record was acknowledged; null = not within the cap */
  readonly ms: number | null;
  /** time by the ideal */
  readonly ratio: number | null;
  readonly done: number;
  /** bytes of packets that left the client, by bytes of what was to be sent */
  readonly overhead: number;
  /** what the client said that is no line of progress */
  readonly remarks: string;
};

export type Bench = {
  readonly folder: string;
  readonly rivals: string;
  readonly tls: { readonly key: string; readonly cert: string };
};

const program = (name: string) => join(import.meta.dirname, name);
/** who is not done by then counts as not finished: four times the ideal of the worst link */
const longestMs = 180_000;

/** A key and a certificate for the server of every run, made anew. */
export function makeCertificate(folder: string): Bench['tls'] {
  const tls = { key: join(folder, 'tls.key'), cert: join(folder, 'tls.crt') };
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost';
  const files = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', tls.key, '-out', tls.cert];
  const { status, stderr } = spawnSync('openssl', [...words.split(' '), ...files], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
  return tls;
}

/** Everything over one link, one way, once; `name` is this run's alone. */
export async function measureRun(
  bench: Bench,
  name: string,
  way: Way,
  { plan, desk, seed }: { readonly plan: LinkPlan; readonly desk: PreparedDesk; readonly seed: number },
): Promise<RunResult> {
  const own = join(bench.folder, name);
  mkdirSync(own);
  cpSync(desk.profile, join(own, 'profile'), { recursive: true });
  const link = await linkUp(name, plan.shape, seed);
  const children: ChildProcess[] = [];
  try {
    const server = start(link, 'server', {
      kind: way === 'ours' ? 'ours' : 'others',
      data: join(own, 'server'),
      rivals: bench.rivals,
      regionKey: desk.regionKey,
      setupFile: desk.setupFile,
      tlsKey: bench.tls.key,
      tlsCert: bench.tls.cert,
    });
    children.push(server.child);
    await server.lineWith('ready');
    const client = start(
      link,
      'client',
      { way, profile: join(own, 'profile'), recordsFile: desk.recordsFile, rivals: bench.rivals },
      { NODE_EXTRA_CA_CERTS: bench.tls.cert },
    );
    children.push(client.child);
    // starting takes its own time on a busy machine; the cap is for sending
    await Promise.race([client.lineWith('"done"'), pause(longestMs)]);
    await Promise.race([client.lineWith('"ended":true'), client.exited, pause(longestMs)]);
    const last = client.progress();
    const ms = last?.ended && last.ms <= longestMs ? last.ms : null;
    return {
      ms,
      ratio: ms === null ? null : ms / idealMs(plan.shape, desk.bytes),
      done: Math.floor(last?.done ?? 0),
      overhead: link.bytesUp() / desk.bytes,
      remarks: [client.remarks(), server.remarks()].filter((text) => text !== '').join(' | '),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await link.down();
    rmSync(own, { recursive: true, force: true });
  }
}

function start(link: Link, end: 'client' | 'server', words: ServerWords | ClientWords, env: NodeJS.ProcessEnv = {}) {
  const child = link.start(end, process.execPath, [program(`${end}.ts`), JSON.stringify(words)], env);
  let [said, complaints] = ['', ''];
  child.stdout?.on('data', (part) => {
    said += String(part);
  });
  child.stderr?.on('data', (part) => {
    complaints += String(part);
  });
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  return {
    child,
    exited,
    async lineWith(word: string): Promise<void> {
      while (!said.includes(word)) {
        if (child.exitCode !== null) throw new Error(`${end} ended: ${complaints.slice(-600)}`);
        await pause(20);
      }
    },
    progress(): ClientLine | null {
      const lines = said.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
      const last = lines.at(-1);
      return last === undefined ? null : (JSON.parse(last) as ClientLine);
    },
    remarks: () => complaints.trim().slice(-300),
  };
}
