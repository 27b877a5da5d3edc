import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A desk whose parcels are taken: its key was compared by people when it was first seen. */
const knownDesk = z.strictObject({ deviceId: z.uuid(), officeId: z.uuid(), publicKey: z.string().max(120) });
export type KnownDesk = z.infer<typeof knownDesk>;

/** The desk known under this id, or null. Files under `folder`/desks, one per desk; the id is a UUID, checked before. */
export async function findDesk(folder: string, deviceId: string): Promise<KnownDesk | null> {
  const text = await readFile(fileOf(folder, deviceId), 'utf8').catch(() => null);
  return text === null ? null : knownDesk.parse(JSON.parse(text));
}

/** Remembers a desk for good: temporary file, flush, rename. */
export async function keepDesk(folder: string, desk: KnownDesk): Promise<void> {
  await mkdir(path.join(folder, 'desks'), { recursive: true, mode: 0o700 });
  const target = fileOf(folder, desk.deviceId);
  const handle = await open(`${target}.tmp`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(knownDesk.parse(desk)));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${target}.tmp`, target);
}

function fileOf(folder: string, deviceId: string): string {
  return path.join(folder, 'desks', `${z.uuid().parse(deviceId)}.json`);
}
