import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './launch.ts';
import { prepareBatch, releaseBatch } from './main-job-batch.ts';
import { registerDiffering, registerPupil, registerUnapproved, registerUnlisted } from './main-job-desk.ts';
import { leave, setUp, signIn } from './main-job-gate.ts';
import { act, type Player, seeTitle } from './main-job-keys.ts';
import { awaitReceipts, readCustody, releaseAll, reviewAll, setReceiver } from './main-job-out.ts';
import {
  account,
  classOne,
  classTwo,
  differingPupil,
  enrolmentList,
  ethnicityOnCard,
  pupilsOfClassOne,
  returnedPupil,
  returnReason,
  roster,
  unapprovedPupil,
  unlistedPupil,
} from './main-job-people.ts';
import { importEnrolmentList, importRoster } from './main-job-roster.ts';
import { approveHeld, returnOneApproveRest } from './main-job-teacher.ts';

/** What the player reads and writes besides the keyboard. */
export type JobFiles = {
  readonly setup: string;
  readonly list: string;
  readonly roster: string;
  readonly report: string;
};

export type JobOptions = {
  readonly files: JobFiles;
  /** null: no network at all, the records wait for a stick */
  readonly receiverUrl: string | null;
  /** pupils of the first class who are registered one after the other */
  readonly inTurn: number;
  /** the three who need more: card differs, teacher has not agreed, on no list */
  readonly special: boolean;
  /** put together as a batch and released as one by the second person; else picked and released in one act */
  readonly batch?: boolean;
};

export type JobResult = {
  readonly recoveryWords: readonly string[];
  readonly completed: number;
  readonly receipts: number;
  /** the equation of custody at the end, as on the screen */
  readonly custody: string;
};

/** The files of the main job in a folder that has to be there for them alone. */
export function writeJobFiles(folder: string): JobFiles {
  mkdirSync(folder, { recursive: true });
  const files = {
    setup: join(projectRoot, 'demo/setup.kaoji-setup.json'),
    list: join(folder, '学籍名单.xlsx'),
    roster: join(folder, '敖汉旗名册.xlsx'),
    report: join(folder, '问题行.xlsx'),
  };
  writeFileSync(files.list, enrolmentList());
  writeFileSync(files.roster, roster.xlsx);
  return files;
}

/**
 * The main job from an empty profile to signed receipts, by keyboard, each act by the person whose act it is. Leaves the
 * releasing reviewer signed in.
 */
export async function playMainJob(player: Player, options: JobOptions): Promise<JobResult> {
  const recoveryWords = await setUp(player, options.files.setup);
  await bringIn(player, options.files);
  const completed = await register(player, options);
  const receipts = await sendOut(player, options, completed);
  return { recoveryWords, completed, receipts, custody: await readCustody(player, 'Control+6') };
}

/** Clerk: list and roster; class teacher: one back, the rest agreed. */
async function bringIn(player: Player, files: JobFiles): Promise<void> {
  await player.picture('04-sign-in');
  await signIn(player, account('clerk1'));
  await importEnrolmentList(player, files.list, roster.rows.length - roster.defects.length + 1);
  await importRoster(player, files.roster, files.report);
  await leave(player);
  await signIn(player, classOne.teacher);
  await returnOneApproveRest(player, returnedPupil, returnReason, pupilsOfClassOne.length - 1);
  await leave(player);
}

/** Clerk at the desk; then the teachers on whom two pupils wait. Answers how many are completed. */
async function register(player: Player, { inTurn, special }: JobOptions): Promise<number> {
  await signIn(player, account('clerk1'));
  await seeTitle(player, '今天');
  await player.picture('15-clerk-home');
  await act(player, `继续：${classOne.title}`, 'Enter');
  for (const pupil of pupilsOfClassOne.slice(0, inTurn)) {
    if (special && pupil.documentNumber === differingPupil.documentNumber) {
      await registerDiffering(player, pupil, ethnicityOnCard);
    } else await registerPupil(player, pupil);
    if (pupil.seatNo === 1) await player.picture('16-desk');
  }
  if (special) {
    await registerUnlisted(player, unlistedPupil, classOne.title);
    await registerUnapproved(player, unapprovedPupil);
  }
  await leave(player);
  if (!special) return inTurn;
  for (const [{ teacher }, pupil] of [[classOne, unlistedPupil] as const, [classTwo, unapprovedPupil] as const]) {
    await signIn(player, teacher);
    await approveHeld(player, pupil);
    await leave(player);
  }
  return inTurn + 2;
}

/** Address, review, release by somebody else, receipts; without an address it ends with the release. */
async function sendOut(player: Player, { receiverUrl, batch = false }: JobOptions, count: number): Promise<number> {
  if (receiverUrl !== null) {
    await signIn(player, account('admin1'));
    await setReceiver(player, receiverUrl);
    await leave(player);
  }
  await signIn(player, account('review1'));
  await reviewAll(player, count);
  if (batch) await prepareBatch(player, count);
  await leave(player);
  await signIn(player, account('review2'));
  if (batch) await releaseBatch(player, count);
  else await releaseAll(player, count);
  return receiverUrl === null ? 0 : awaitReceipts(player, count);
}
