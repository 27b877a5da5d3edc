import { jobs } from './jobs.ts';
import { type FromHeavy, isHeavyFault, type ToHeavy } from './protocol.ts';

// Entry of the heavy process. Electron starts it as utilityProcess (process.parentPort), tests and benchmarks fork it with
// Node (process.send). It holds no key and opens no database: it is handed values and gives values back.

type ParentPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

const port = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;
const waiting = new Map<number, () => void>();

function send(message: FromHeavy): void {
  if (port) port.postMessage(message);
  else process.send?.(message);
}

async function start(name: string, id: number, input: unknown): Promise<void> {
  const emit = (message: unknown) =>
    new Promise<void>((resolve) => {
      waiting.set(id, resolve);
      send({ id, message });
    });
  try {
    const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
    if (!job) throw new Error(`unknown job ${name}`);
    send({ id, done: await job(input, emit) });
  } catch (error) {
    // only the code of a bug leaves this process: its message may hold a value of a cell
    const fault = isHeavyFault(error)
      ? { code: error.code, sentence: error.sentence }
      : { code: 'broken', sentence: '后台处理出错，没有写入任何数据。重新打开本程序再试；还是这样时把文件交给管理员' };
    send({ id, error: fault });
  }
}

function receive(message: ToHeavy): void {
  if ('run' in message) {
    void start(message.run, message.id, message.input);
    return;
  }
  const go = waiting.get(message.ack);
  waiting.delete(message.ack);
  go?.();
}

if (port) port.on('message', (event) => receive(event.data as ToHeavy));
else process.on('message', (message) => receive(message as ToHeavy));
// a desk that dies takes its helper with it
process.on('disconnect', () => process.exit(0));
