import type { Input } from '../../shared/contract/index.ts';
import { examSubjects } from '../../shared/labels/exam-subject.ts';
import { pupil } from '../fixtures/desk-scene.ts';
import { type SchoolCode, schoolCodes, schoolPeople, teachers, walkSittings } from './county.ts';
import { ask, attempt, chance, freshNumber, oneOf, rows, type World } from './world.ts';

export type Row = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly revision: number;
  readonly category: 'enrolled' | 'private';
  readonly school: SchoolCode | null;
  readonly classCode: string | null;
  readonly lastFour: string;
};
const select = `SELECT c.id, c.version, c.status, c.revision, c.entry_category AS category,
  CASE WHEN s.is_own = 1 THEN s.code END AS school,
  k.code AS classCode, substr(c.document_number, -4) AS lastFour FROM candidacy c
  LEFT JOIN school s ON s.id = c.school_id LEFT JOIN school_class k ON k.id = c.class_id`;

/** One record in one of the states, any, or null. */
export function pickRecord(world: World, ...statuses: readonly string[]): Row | null {
  const found = rows<Row>(
    world,
    `${select} WHERE c.status IN (SELECT value FROM json_each(?)) ORDER BY c.rowid`,
    JSON.stringify(statuses),
  );
  return found.length === 0 ? null : oneOf(world, found);
}

export function recordOf(world: World, id: string): Row {
  const [found] = rows<Row>(world, `${select} WHERE c.id = ?`, id);
  if (!found) throw new Error(`no record ${id}`);
  return found;
}

export function teacherOf({ school, classCode }: Row): string {
  return teachers[school ?? schoolCodes[0]][classCode === '02' ? 1 : 0];
}

type EntryData = Input<'preRegistration.enter'>['data'];

/** Somebody new at one of the two schools; now and then with a defect, or with a number that is there already. */
export function newPupil(world: World, defects = true): EntryData {
  const school = oneOf(world, schoolCodes);
  const known = rows<{ n: string }>(world, 'SELECT document_number AS n FROM candidacy ORDER BY rowid');
  const shared = defects && known.length > 0 && chance(world, 4) ? oneOf(world, known) : null;
  const documentNumber = shared?.n ?? freshNumber(world);
  const data = pupil(world.below(100), {
    documentNumber,
    birthDate: `${documentNumber.slice(6, 10)}-${documentNumber.slice(10, 12)}-${documentNumber.slice(12, 14)}`,
    sex: Number(documentNumber.charAt(16)) % 2 === 1 ? '1' : '2',
    enrolmentNo: `G${freshNumber(world)}`,
    schoolCode: school,
    schoolName: school === '1504300001' ? '敖汉旗第一中学' : '敖汉旗蒙古族中学',
    ...(chance(world, 50) ? { classCode: '02', className: '高一(2)班' } : {}),
  });
  const enrolled = shared ? data : { ...data, enrolmentNo: `G${documentNumber}` };
  if (!defects || !chance(world, 10)) return enrolled;
  return oneOf(world, [
    { ...enrolled, documentNumber: '150430201005110001' },
    { ...enrolled, mobile: '139' },
    { ...enrolled, resume: [] },
    { ...enrolled, ethnicity: '57' },
    { ...enrolled, schoolCode: '1504020001' },
  ]);
}

const clerks = ['clerk1', 'clerk2'] as const;
const reviewers = ['reviewer1', 'reviewer2', 'reviewer3'] as const;
const atTheDesk = ['preRegistered', 'returned', 'awaitingCapture'] as const;
const reason = '材料看不清';

export async function enter(world: World): Promise<void> {
  await attempt(world, {
    act: 'preRegistration.enter',
    who: oneOf(world, clerks),
    name: 'preRegistration.enter',
    input: { candidacyId: null, version: null, data: newPupil(world), pupilPresent: true },
  });
}

/** The pupil is there again: everything as it stands, with the mobile mended; `anew` also gives a number of its own. */
export async function mend(world: World, row: Row, straight = false, anew = false): Promise<void> {
  const stored = await ask(world, 'clerk1', 'preRegistration.dataToMend', { candidacyId: row.id });
  if (!stored.ok) throw new Error(JSON.stringify(stored.fault));
  const own = newPupil(world, false);
  const data = {
    ...(stored.value as EntryData),
    mobile: `1390476${String(world.below(9999)).padStart(4, '0')}`,
    ...(anew && {
      documentNumber: own.documentNumber,
      enrolmentNo: own.enrolmentNo,
      birthDate: own.birthDate,
      sex: own.sex,
    }),
  };
  const input = { candidacyId: row.id, version: row.version, data, pupilPresent: true as const };
  await attempt(
    world,
    { act: 'preRegistration.enter mending', who: oneOf(world, clerks), name: 'preRegistration.enter', input },
    straight,
  );
}

export async function approve(world: World, row: Row, straight = false): Promise<void> {
  const input = { items: [{ candidacyId: row.id, version: row.version }] };
  await attempt(
    world,
    { act: 'preRegistration.approve', who: teacherOf(row), name: 'preRegistration.approve', input },
    straight,
  );
}

export async function sendBack(world: World, row: Row, straight = false): Promise<void> {
  const input = { candidacyId: row.id, version: row.version, reasons: [reason] };
  await attempt(
    world,
    { act: 'preRegistration.return', who: teacherOf(row), name: 'preRegistration.return', input },
    straight,
  );
}

export async function saveDraft(world: World, row: Row, clerk: string, straight = false): Promise<void> {
  const documentState =
    straight || !chance(world, 10) ? 'shown' : oneOf(world, ['missing', 'copyOnly', 'expired'] as const);
  const input = { candidacyId: row.id, reading: { lastFour: row.lastFour }, documentState };
  await attempt(world, { act: 'desk.saveDraft', who: clerk, name: 'desk.saveDraft', input }, straight);
}

export async function storeShot(world: World, row: Row, clerk: string, straight = false): Promise<void> {
  const picture = oneOf(world, world.photos);
  const input: Input<'desk.storeShot'> = {
    candidacyId: row.id,
    original: picture,
    derived: picture,
    source: 'live',
    device: '测试摄像头',
    crop: { left: 0, top: 0 },
    measurements: {},
    perceptualHash: null,
  };
  await attempt(world, { act: 'desk.storeShot', who: clerk, name: 'desk.storeShot', input }, straight);
}

export async function complete(world: World, row: Row, clerk: string, straight = false): Promise<void> {
  const [shot] = rows<{ id: string }>(
    world,
    `SELECT id FROM capture WHERE candidacy_id = ? AND state <> 'superseded' ORDER BY rowid DESC LIMIT 1`,
    row.id,
  );
  const captureId = shot?.id ?? crypto.randomUUID();
  const input = {
    candidacyId: row.id,
    captureId,
    version: row.version,
    pupilConfirmed: true as const,
    warnReason: '已当面核对',
  };
  await attempt(world, { act: 'desk.complete', who: clerk, name: 'desk.complete', input }, straight);
}

/** The whole visit of a pupil at the desk. */
export async function visit(world: World, row: Row, straight = false): Promise<void> {
  const clerk = oneOf(world, clerks);
  await saveDraft(world, recordOf(world, row.id), clerk, straight);
  await storeShot(world, recordOf(world, row.id), clerk, straight);
  await complete(world, recordOf(world, row.id), clerk, straight);
}

export async function review(world: World, row: Row, straight = false): Promise<void> {
  const input = { items: [{ candidacyId: row.id, version: row.version }] };
  await attempt(
    world,
    { act: 'review.approve', who: oneOf(world, reviewers), name: 'review.approve', input },
    straight,
  );
}

export async function release(world: World, row: Row, straight = false): Promise<void> {
  // an open case about it holds a release: mostly somebody has looked at it before
  if (straight || chance(world, 70)) await decideCasesAbout(world, row.id);
  const input = { items: [{ candidacyId: row.id, version: row.version }] };
  const who = oneOf(world, [...reviewers, 'admin']);
  await attempt(world, { act: 'release.perform', who, name: 'release.perform', input }, straight);
}

export async function reviewReturn(world: World, row: Row, straight = false): Promise<void> {
  const input = { candidacyId: row.id, version: row.version, reason };
  await attempt(world, { act: 'review.return', who: oneOf(world, reviewers), name: 'review.return', input }, straight);
}

async function retake(world: World): Promise<void> {
  const row = pickRecord(world, 'completed', 'reviewed', 'released', 'received', 'inEffect', 'refusedByRegion');
  if (!row) return;
  const input = {
    candidacyId: row.id,
    version: row.version,
    orderedBy: oneOf(world, ['region', 'reviewer'] as const),
    reason,
  };
  await attempt(world, { act: 'photo.orderRetake', who: oneOf(world, reviewers), name: 'photo.orderRetake', input });
}

const living = [...atTheDesk, 'completed', 'reviewed', 'released', 'received', 'inEffect'] as const;

async function changeClass(world: World): Promise<void> {
  const row = pickRecord(world, ...living);
  if (!row?.school) return;
  const classes = rows<{ id: string }>(world, 'SELECT id FROM school_class ORDER BY rowid');
  const input = {
    items: [{ candidacyId: row.id, version: row.version }],
    classId: oneOf(world, classes).id,
    reason: '编班',
  };
  const who = oneOf(world, schoolPeople[row.school].preparing);
  await attempt(world, { act: 'classChange.perform', who, name: 'classChange.perform', input });
}

async function changeMobile(world: World): Promise<void> {
  const row = pickRecord(world, ...living);
  if (!row) return;
  const mobile = chance(world, 10) ? '139' : `1380476${String(world.below(9999)).padStart(4, '0')}`;
  const input = { candidacyId: row.id, version: row.version, mobile, pupilPresent: !chance(world, 10) };
  await attempt(world, { act: 'mobileChange.perform', who: oneOf(world, clerks), name: 'mobileChange.perform', input });
}

function openSitting(world: World): string {
  const now = world.desk.clock.now();
  const [open] = rows<{ sitting: string }>(
    world,
    `SELECT sitting FROM exam_window WHERE kind = 'examEntry' AND opens_at <= ? AND closes_at > ?`,
    now,
    now,
  );
  return open?.sitting ?? oneOf(world, walkSittings);
}

async function enterForExam(world: World): Promise<void> {
  const row = pickRecord(
    world,
    'completed',
    'reviewed',
    'released',
    'received',
    'inEffect',
    ...(chance(world, 5) ? atTheDesk : []),
  );
  if (!row) return;
  const sitting = openSitting(world);
  const [entry] = rows<{ version: number }>(
    world,
    'SELECT max(version) AS version FROM exam_entry WHERE candidacy_id = ? AND sitting = ?',
    row.id,
    sitting,
  );
  const subjects = examSubjects.filter(() => chance(world, 20));
  const input = { candidacyId: row.id, version: entry?.version ?? 0, sitting, subjects, foreignLanguage: '1' };
  await attempt(world, { act: 'examEntry.perform', who: oneOf(world, clerks), name: 'examEntry.perform', input });
}

async function withdrawFromExam(world: World): Promise<void> {
  const sitting = openSitting(world);
  const entries = rows<{ id: string; version: number; state: string }>(
    world,
    `SELECT candidacy_id AS id, max(version) AS version, state FROM exam_entry WHERE sitting = ? GROUP BY candidacy_id`,
    sitting,
  ).filter(({ state }) => state === 'entered' || chance(world, 5));
  if (entries.length === 0) return;
  const { id, version } = oneOf(world, entries);
  const input = { candidacyId: id, version, sitting, reason: `不考了 ${world.serial()}` };
  await attempt(world, { act: 'examEntry.withdraw', who: oneOf(world, clerks), name: 'examEntry.withdraw', input });
}

export async function decideCase(world: World, straight = false): Promise<void> {
  const open = rows<{ id: string }>(world, `SELECT id FROM case_file WHERE state = 'open' ORDER BY rowid`);
  if (open.length === 0) return;
  const decision = straight || chance(world, 70) ? 'different' : 'same';
  const input = { caseId: oneOf(world, open).id, decision, reason: '当面核对过' } as const;
  await attempt(world, { act: 'case.decide', who: oneOf(world, reviewers), name: 'case.decide', input }, straight);
}

/** On the way to the end: nothing leaves while a case about it is open. */
async function decideCasesAbout(world: World, candidacyId: string): Promise<void> {
  const open = rows<{ id: string; isConflict: number }>(
    world,
    `SELECT f.id, f.kind NOT IN ('duplicateDocument', 'sameNameAndBirth', 'nearDocument') AS isConflict
     FROM case_file f JOIN case_subject s ON s.case_id = f.id WHERE s.candidacy_id = ? AND f.state = 'open' ORDER BY f.id`,
    candidacyId,
  );
  for (const { id, isConflict } of open) {
    const input = {
      caseId: id,
      decision: isConflict === 1 ? 'lookedInto' : 'different',
      reason: '当面核对过',
    } as const;
    await attempt(world, { act: 'case.decide', who: oneOf(world, reviewers), name: 'case.decide', input }, true);
  }
}

type Act = (world: World) => Promise<void>;
const on =
  (statuses: readonly string[], act: (world: World, row: Row) => Promise<void>): Act =>
  async (world) => {
    const row = pickRecord(world, ...statuses);
    if (row) await act(world, row);
  };
const byClerk = (act: (world: World, row: Row, clerk: string) => Promise<void>) => (world: World, row: Row) =>
  act(world, row, oneOf(world, clerks));

/** Acts on records with their weights. */
export const recordActs: readonly (readonly [number, Act])[] = [
  [6, enter],
  [6, on(['returned'], mend)],
  [1, on(['preRegistered', 'completed', 'inEffect'], mend)],
  [10, on(['preRegistered'], approve)],
  [1, on(living, approve)],
  [3, on(['preRegistered', 'awaitingCapture'], sendBack)],
  [4, on(atTheDesk, byClerk(saveDraft))],
  [3, on(atTheDesk, byClerk(storeShot))],
  [4, on(atTheDesk, byClerk(complete))],
  [6, on(['awaitingCapture'], visit)],
  [2, on(atTheDesk, visit)],
  [8, on(['completed'], review)],
  [1, on(living, review)],
  [8, on(['reviewed'], release)],
  [1, on(living, release)],
  [2, on(['completed', 'reviewed', 'refusedByRegion'], reviewReturn)],
  [2, retake],
  [3, changeClass],
  [3, changeMobile],
  [5, enterForExam],
  [3, withdrawFromExam],
  [2, decideCase],
];
