import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { plainPupils } from '../../scripts/demo-data/cohort.ts';
import { demoSeed } from '../../scripts/demo-data/make-demo.ts';
import { demoPupils } from '../../scripts/demo-data/special-pupils.ts';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';
import { profileAt } from '../../src-main/platform/profile.ts';
import { openSlotStore, unwrapKey } from '../../src-main/security/key-slots.ts';
import { copyFolder } from './demo-profile.ts';
import { type Desk, type LaunchOptions, projectRoot } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { type Player, see, testPace } from './main-job-keys.ts';
import { account } from './main-job-people.ts';

/** How a desk of the demo county is opened: the clip plays as the camera. */
export const demoLaunch = {
  words: ['--demo'],
  camera: join(projectRoot, 'demo/camera.mjpeg'),
} as const satisfies LaunchOptions;

const ordinary = demoPupils(plainPupils(demoSeed)).filter(
  (pupil) =>
    pupil.approval !== null && pupil.documentType === 'residentIdCard' && /^[\u4e00-\u9fa5]{2,4}$/.test(pupil.fullName),
);
/** Pupils whom nothing stands against: on the roster, approved, with an ID card and a name that nobody shares. */
export const pupils = ordinary.filter(
  ({ fullName }) => ordinary.filter((other) => other.fullName === fullName).length === 1,
);

/** A copy of a profile in a folder of its own (below `place`, if given). */
export function copyProfile(profile: string, place = mkdtempSync(join(tmpdir(), 'kaoji-fault-'))): string {
  const copy = join(place, 'profile');
  copyFolder(profile, copy);
  return copy;
}

/**
 * Removes a profile that `copyProfile` or `makeDemoProfile` made. Only a folder of its own below the temporary one: a spec whose
 * preparation failed has no profile yet, and the folder of an empty name is the project itself.
 */
export function removeProfile(profile: string): void {
  const folder = resolve(dirname(profile));
  if (profile === '' || !folder.startsWith(join(tmpdir(), 'kaoji-'))) return;
  rmSync(folder, { recursive: true, force: true });
}

/** Opens the encrypted file of a closed desk with the clerk's password, hands it to `look`, closes it. */
export async function withDeskFile<T>(profile: string, look: (db: DeskDb) => T): Promise<T> {
  const { loginName, password } = account('clerk1');
  const { database, keySlots } = profileAt(profile);
  const slot = openSlotStore(keySlots).find(loginName);
  const key = slot && (await unwrapKey(slot, password));
  if (!key) throw new Error(`no key for ${loginName}`);
  const opened = openDatabase({ file: database, key, migrationsFolder: join(projectRoot, 'drizzle'), now: '' });
  if (!opened.ok) throw new Error(opened.fault.sentence);
  try {
    return look(opened.value);
  } finally {
    opened.value.client.close();
  }
}

/** The clerk signs in and sees what there is to do; only then do keys go where they are meant to. */
export async function signInAsClerk(player: Player): Promise<void> {
  await signIn(player, account('clerk1'));
  await see(player.page.getByRole('main').getByRole('option'));
}

/** Somebody at this desk with a keyboard and eyes. */
export function playerAt({ app, page }: Desk): Player {
  return { app, page, pace: testPace, step: (_title, play) => play(), picture: async () => undefined };
}
