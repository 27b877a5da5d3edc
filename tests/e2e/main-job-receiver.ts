import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Report } from '../../provincial-server/read-report.ts';
import { projectRoot } from './launch.ts';

export type Receiver = {
  readonly url: string;
  /** what it holds, by its own report command */
  report(): Report;
  stop(): Promise<void>;
};

/** The real receiver in a process of its own: embedded database in `folder`, the demo region's key, a free loopback port. */
export async function startReceiver(folder: string): Promise<Receiver> {
  const child = spawn(
    process.execPath,
    [
      join(projectRoot, 'provincial-server/main.ts'),
      ...['--region-key', join(projectRoot, 'demo/region-key-demo-only.pem')],
      ...['--setup', join(projectRoot, 'demo/setup.kaoji-setup.json')],
      // the flows are about the way to the region, not about being let in
      ...['--data', folder, '--port', '0', '--report', '--take-unenrolled'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: withoutDatabase() },
  );
  const url = await addressOf(child);
  return {
    url,
    report: () =>
      JSON.parse(execFileSync(process.execPath, [reportScript, '--url', url], { encoding: 'utf8' })) as Report,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const reportScript = join(projectRoot, 'provincial-server/report.ts');

/** Reads its lines until it says where it listens; goes on reading so that it never waits for us. */
function addressOf(child: ChildProcess): Promise<string> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  return new Promise((found, fail) => {
    child.on('exit', (code) => fail(new Error(`接收端没有启动（${code}）：${complaint}`)));
    if (!child.stdout) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /接收端已启动：(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address) found(address);
    });
  });
}

function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = process.env;
  return rest;
}
