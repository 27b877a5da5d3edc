import { fork } from 'node:child_process';
import type { Heavy } from '../platform/ports.ts';
import { type HeavyProcess, heavyOver } from './client.ts';
import type { FromHeavy } from './protocol.ts';

/** Heavy over Node children, for tests and benchmarks: the same entry and jobs as in Electron. Call `close` at the end. */
export function childHeavy(): Heavy & { close(): void } {
  return heavyOver(startChild);
}

function startChild(): HeavyProcess {
  const child = fork(new URL('./process.ts', import.meta.url), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return {
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromHeavy)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
    setBusy(isBusy) {
      if (isBusy) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
  };
}
