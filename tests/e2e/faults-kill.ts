import { once } from 'node:events';
import { expect } from '@playwright/test';
import type { DriverLog } from '../faults/driver-log.ts';
import { copyProfile, playerAt, pupils, removeProfile, withDeskFile } from './faults-profile.ts';
import { callPupil, type Line, type Stage, watchSavedSign, workByKeys } from './faults-session.ts';
import { unfinishedWork } from './faults-survival.ts';
import type { Desk } from './launch.ts';
import { type Player, see } from './main-job-keys.ts';

/** The pupil whom the last death interrupted stands on the screen as in the file. */
export async function expectAsLeft(player: Player, profile: string, lines: readonly Line[]): Promise<void> {
  const number = lines.findLast((line) => 'number' in line)?.number;
  const pupil = pupils.find(({ documentNumber }) => documentNumber === number);
  if (!pupil) return;
  const { page } = player;
  const { reading, shots, status } = await onCopy(profile, (db) => unfinishedWork(db, pupil.documentNumber));
  await callPupil(player, pupil);
  if (status === 'completed') return expect(page.locator('.person-desk-name')).toContainText('登记完成');
  await expect(page.getByLabel('证件末四位')).toHaveValue(reading.lastFour ?? '');
  if (shots > 0) await see(page.getByRole('img', { name: `${pupil.fullName} 本次照片` }));
  else await see(page.getByText('还没有拍'));
}

/** Looks at a copy: the file itself is recovered by the desk alone. The desk may be open. */
export async function onCopy<T>(profile: string, look: Parameters<typeof withDeskFile<T>>[1]): Promise<T> {
  const copy = copyProfile(profile);
  try {
    return await withDeskFile(copy, look);
  } finally {
    removeProfile(copy);
  }
}

/** Lets the clerk work and kills the desk somewhere within the named step, once `after` pupils are done. */
export async function workUntilKilled(
  { app, page }: Desk,
  { moment, after }: { readonly moment: Stage; readonly after: number },
  log: DriverLog<Line>,
  left: typeof pupils,
): Promise<void> {
  const gone = once(app.process(), 'exit');
  let completing = 0;
  let doomed = false;
  let killed = false;
  const kill = () => {
    const at = Date.now();
    killed = app.process().kill('SIGKILL');
    log.write({ kind: 'killed', at });
  };
  const afterDeath = (error: unknown) => {
    if (!killed) throw error;
  };
  const onStage = (stage: Stage) => {
    if (stage === 'complete') completing += 1;
    if (stage !== moment || doomed || completing < after + Number(stage === 'complete')) return;
    doomed = true;
    setTimeout(kill, Math.random() * (moment === 'value' || moment === 'entry' ? 2500 : 1000));
  };
  const player = playerAt({ app, page, profile: '' });
  const work = workByKeys({ player, log, random: Math.random, wants: moment, onStage }, left).catch(afterDeath);
  watchSavedSign(page, log).catch(() => undefined);
  await Promise.race([work.then(() => gone), gone]);
}
