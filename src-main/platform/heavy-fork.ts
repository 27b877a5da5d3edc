import { utilityProcess } from 'electron';
import type { HeavyProcess } from '../heavy/client.ts';
import type { FromHeavy } from '../heavy/protocol.ts';

/**
 * Starts the built heavy process at `script`. `quiet`: its output goes nowhere, because a stack trace may hold a pupil's
 * name; packaged runs are always quiet.
 */
export function forkHeavy(script: string, quiet: boolean): HeavyProcess {
  const child = utilityProcess.fork(script, [], { serviceName: 'kaoji-heavy', stdio: quiet ? 'ignore' : 'inherit' });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromHeavy) => listener(message)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
