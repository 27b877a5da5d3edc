import { utilityProcess } from 'electron';
import type { FromHeavy, HeavyChild } from './heavy-process.ts';

/** Starts the built heavy process. Its output goes nowhere in packaged runs: a stack trace may hold a pupil's name. */
export function forkHeavy(script: string, quiet: boolean): HeavyChild {
  const child = utilityProcess.fork(script, [], { serviceName: 'kaoji-heavy', stdio: quiet ? 'ignore' : 'inherit' });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromHeavy) => listener(message)),
    onExit: (listener) => void child.once('exit', listener),
    stop: () => void child.kill(),
  };
}
