import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainPupils } from './cohort.ts';
import { schools } from './county.ts';
import type { DemoPupil } from './pupil.ts';
import { ensureRegionKey, signedSetup } from './region-key.ts';
import { enrolmentSheet, rosterRow, rosterSheet } from './roster-sheet.ts';
import { demoSetupBody } from './setup-body.ts';
import { demoPupils } from './special-pupils.ts';

export const demoSeed = 150_430;

/** Rows of the list that differ from the roster, so that the rule has something to find: missing, or at another school. */
function asEnrolled(pupils: readonly DemoPupil[]): DemoPupil[] {
  const missing = new Set([17, 230, 488]);
  const elsewhere = new Set([61, 402]);
  const other = schools.find((school) => !school.isOwn);
  if (!other) throw new Error('the demo county needs a school of another county');
  return pupils
    .map((pupil, i) => (elsewhere.has(i) ? { ...pupil, school: other } : pupil))
    .filter((_, i) => !missing.has(i));
}

/** Writes everything under demo/ but the camera clip. Run: node scripts/demo-data/make-demo.ts */
async function makeDemo(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pupils = demoPupils(plainPupils(demoSeed));
  const key = await ensureRegionKey(folder);
  const setup = signedSetup(demoSetupBody(), key);
  await writeFile(join(folder, 'setup.kaoji-setup.json'), `${JSON.stringify(setup, null, 2)}\n`);
  await writeFile(join(folder, 'roster.xlsx'), rosterSheet(pupils.map(rosterRow)));
  await writeFile(join(folder, 'enrolment-list.xlsx'), enrolmentSheet(asEnrolled(pupils)));
  console.log(`demo/: ${pupils.length} 名学生，${pupils.filter((pupil) => pupil.approval).length} 名已由班主任同意`);
}

if (import.meta.main) await makeDemo(fileURLToPath(new URL('../../demo/', import.meta.url)));
