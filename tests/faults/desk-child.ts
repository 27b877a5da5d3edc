import { join } from 'node:path';
import { openDesk } from '../../src-main/desk.ts';
import { machineClock } from '../../src-main/platform/clock.ts';
import { timeOrderedIds } from '../../src-main/platform/ids.ts';
import { cheapKdf } from '../make-desk.ts';

/**
 * A desk without a window in a process of its own, to be killed: the same openDesk, dispatch and encrypted file as in
 * Electron. argv: project, profile folder, folder of the county's set-up file, 'FULL' or 'NORMAL' (the planted fault).
 */
const [projectRoot, profileFolder, countyFolder, synchronous] = process.argv.slice(2);
if (!projectRoot || !profileFolder || !countyFolder) throw new Error('usage: desk-child project profile county');

const refuse = (what: string) => () => Promise.reject(new Error(`no ${what} in this process`));
const desk = openDesk({
  profileFolder,
  migrationsFolder: join(projectRoot, 'drizzle'),
  demoFolder: countyFolder,
  clock: machineClock(),
  ids: timeOrderedIds(),
  appVersion: 'fault-test',
  kdfCost: cheapKdf,
  emit: () => undefined,
  services: {
    files: { open: async () => null, openFolder: async () => null, save: async () => null },
    heavy: { run: refuse('heavy process') },
    camera: { devices: async () => [], take: refuse('camera') },
    pdf: refuse('printer'),
  },
});

type Call = { readonly id: number; readonly name: string; readonly input: unknown };

process.on('message', (message: Call) => {
  void answer(message);
});

async function answer({ id, name, input }: Call): Promise<void> {
  const reply = await desk.dispatch(name, input);
  if (synchronous === 'NORMAL') desk.gate.db()?.client.pragma('synchronous = NORMAL');
  process.send?.({ id, reply });
}
process.send?.({ id: 0, reply: { ok: true, value: 'ready' } });
