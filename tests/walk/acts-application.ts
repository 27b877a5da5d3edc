import type { Input } from '../../shared/contract/index.ts';
import type { ApplicationKind } from '../../shared/domain/application-kind.ts';
import type { EvidenceKind } from '../../shared/domain/evidence-kind.ts';
import { privateCandidate } from '../fixtures/application-scene.ts';
import { arrives } from './acts-arrival.ts';
import { pickWithResults, withdrawAnyCertificate } from './acts-certificate.ts';
import { pickRecord, type Row, recordOf } from './acts-record.ts';
import { countyPeople, type SchoolCode, schoolCodes, schoolPeople } from './county.ts';
import { accept, decide, giveReceipt, giveResults } from './region.ts';
import { attempt, chance, freshNumber, oneOf, rows, type World } from './world.ts';

export type Case = {
  readonly id: string;
  readonly version: number;
  readonly kind: ApplicationKind;
  readonly state: string;
  readonly due: string;
  readonly candidacyId: string;
  /** code of the school that a transfer joins */
  readonly joining: string | null;
};
const select = `SELECT id, version, kind, state, json_extract(steps, '$[' || step || ']') AS due,
  candidacy_id AS candidacyId, json_extract(request, '$.joiningSchool.code') AS joining FROM application`;

export function pickCase(world: World, ...states: readonly string[]): Case | null {
  const found = rows<Case>(
    world,
    `${select} WHERE state IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
    JSON.stringify(states),
  );
  return found.length === 0 ? null : oneOf(world, found);
}

export function caseOf(world: World, id: string): Case {
  const [found] = rows<Case>(world, `${select} WHERE id = ?`, id);
  if (!found) throw new Error(`no application ${id}`);
  return found;
}

type Request = Input<'application.start'>['request'];
const schoolElsewhere = { code: '1504020001', name: '红山区实验中学' } as const;
const isHere = (code: string | null): code is SchoolCode => (schoolCodes as readonly (string | null)[]).includes(code);

function moveRequestOf(world: World, kind: 'transfer' | 'suspension' | 'reinstatement', row: Row | null): Request {
  const applicant = chance(world, 30)
    ? { by: 'guardian' as const, fullName: '包·巴特尔', relation: chance(world, 10) ? null : '父亲' }
    : { by: 'pupil' as const, fullName: null, relation: null };
  if (kind === 'suspension') {
    const until = chance(world, 5) ? '2026-08-31' : oneOf(world, [null, '2027-08-31']);
    return { kind, applicant, from: '2026-09-01', until };
  }
  if (kind === 'reinstatement') return { kind, applicant, on: '2027-03-01' };
  const other = schoolCodes.find((code) => code !== row?.school) ?? schoolCodes[0];
  const outside = { code: null, name: '承德市第一中学' };
  const joiningSchool = chance(world, 5)
    ? oneOf(world, [outside, { code: row?.school ?? other, name: '本校' }])
    : chance(world, 25)
      ? schoolElsewhere
      : { code: other, name: other };
  return { kind, applicant, joiningSchool, candidateNumber: numberOf(world, row) };
}

function numberOf(world: World, row: Row | null): string | null {
  const found = rows<{ number: string }>(
    world,
    'SELECT document_number AS number FROM candidacy WHERE id = ?',
    row?.id,
  );
  return found[0]?.number ?? null;
}

/** Now and then (not `straight`) with a graded line, which is refused, or with a subject that nobody has mapped. */
function recognitionRequestOf(world: World, straight: boolean): Request {
  const certificate = { province: '37', issuer: '山东省教育招生考试院', certificateNo: `SD-${world.serial()}` };
  const line = { examType: 'qualifying', asCertified: '合格', outcome: 'pass', subject: null } as const;
  const odd =
    !straight && chance(world, 5)
      ? [{ ...line, name: '物理', examType: 'graded' as const }]
      : !straight && chance(world, 10)
        ? [{ ...line, name: '科学' }]
        : [{ ...line, name: '科学', asCertified: 'D', outcome: 'fail' as const, subject: '09' as const }];
  return { kind: 'recognitionOfResults', certificate, lines: [{ ...line, name: '语文' }, ...odd] };
}

function requestOf(world: World, kind: Case['kind'], row: Row | null, straight = false): Request {
  if (kind === 'transfer' || kind === 'suspension' || kind === 'reinstatement') return moveRequestOf(world, kind, row);
  if (kind === 'certificateOfResults') return { kind, purpose: `转往河北省 ${world.serial()}` };
  if (kind === 'recognitionOfResults') return recognitionRequestOf(world, straight);
  if (kind === 'reopening') return { kind, reason: `照片拍错了人 ${world.serial()}` };
  const number = freshNumber(world);
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number.charAt(16)) % 2 === 1 ? '1' : '2';
  if (kind === 'privateRegistration') {
    const householdPlace = chance(world, 6) ? '150402' : '150430';
    return privateCandidate(world.below(100), { documentNumber: number, birthDate, sex, householdPlace });
  }
  return {
    kind,
    changes: oneOf(world, [
      { fullName: `斯琴${'高娃图雅其木格'.charAt(world.below(7))}${'花兰梅'.charAt(world.below(3))}` },
      { ethnicity: oneOf(world, ['01', '02', '05', '03']) },
      { documentNumber: number, birthDate, sex },
    ]),
  };
}

/** Somebody who may prepare an application of this kind about this record. */
function applicant(world: World, kind: Case['kind'], school: Row['school']): string {
  if (kind === 'reopening') return oneOf(world, countyPeople.preparing);
  if (kind === 'privateRegistration' || school === null) return oneOf(world, ['clerk1', 'clerk2']);
  return oneOf(world, ['clerk1', 'clerk2', ...schoolPeople[school].preparing]);
}

function applicantOf(world: World, { kind, candidacyId, joining }: Case): string {
  // at either school (3.1c)
  if (isHere(joining) && chance(world, 30)) return oneOf(world, schoolPeople[joining].preparing);
  return applicant(world, kind, recordOf(world, candidacyId).school);
}

const rightStates = {
  privateRegistration: [],
  correction: ['inEffect', 'suspended'],
  transfer: ['inEffect', 'inEffect', 'suspended'],
  suspension: ['inEffect'],
  reinstatement: ['suspended'],
  recognitionOfResults: ['preRegistered', 'preRegistered', 'inEffect'],
  certificateOfResults: ['inEffect'],
  reopening: ['released', 'received', 'refusedByRegion'],
} as const satisfies Record<Case['kind'], readonly string[]>;

async function start(world: World): Promise<void> {
  const kinds = [
    'privateRegistration',
    'correction',
    'correction',
    'transfer',
    'transfer',
    'suspension',
    'suspension',
    'recognitionOfResults',
    'certificateOfResults',
    'reopening',
  ] as const;
  // few are on leave: they come back while the walk lasts
  const returns = pickRecord(world, 'suspended') !== null && chance(world, 60);
  const kind = returns || chance(world, 5) ? 'reinstatement' : oneOf(world, kinds);
  const right = rightStates[kind];
  const any = ['preRegistered', 'completed', 'reviewed', 'released', 'received', 'inEffect', 'suspended'];
  const row =
    kind === 'privateRegistration'
      ? null
      : ((kind === 'certificateOfResults' && chance(world, 70) ? pickWithResults(world) : null) ??
        pickRecord(world, ...(chance(world, 10) ? any : right)));
  if (kind !== 'privateRegistration' && !row) return;
  const request = requestOf(world, kind, row);
  const joining = request.kind === 'transfer' ? request.joiningSchool.code : null;
  const filesAtJoining = isHere(joining) && chance(world, 30);
  await attempt(world, {
    act: `application.start ${kind}`,
    who: filesAtJoining ? oneOf(world, schoolPeople[joining].preparing) : applicant(world, kind, row?.school ?? null),
    name: 'application.start',
    input: { candidacyId: row?.id ?? null, request },
  });
}

export async function amend(world: World, one: Case, straight = false): Promise<void> {
  const input = {
    applicationId: one.id,
    version: one.version,
    request: requestOf(world, one.kind, recordOf(world, one.candidacyId), straight),
  };
  await attempt(
    world,
    { act: 'application.amend', who: applicantOf(world, one), name: 'application.amend', input },
    straight,
  );
}

const needed = {
  privateRegistration: ['householdProof'],
  correction: ['changeProof'],
  transfer: ['schoolMoveProof'],
  suspension: ['leaveProof'],
  reinstatement: ['returnProof'],
  recognitionOfResults: ['foreignResults', 'acceptanceProof', 'identityProof'],
  certificateOfResults: ['leavingProof'],
  reopening: ['other'],
} as const satisfies Record<Case['kind'], readonly EvidenceKind[]>;

/** The evidence that an application still lacks, in the order in which it is asked for. */
export function missingEvidence(world: World, { id, kind }: Case): readonly EvidenceKind[] {
  const given = rows<{ kind: EvidenceKind }>(
    world,
    'SELECT kind FROM evidence WHERE application_id = ? AND removed_at IS NULL',
    id,
  ).map((one) => one.kind);
  return needed[kind].filter((one) => !given.includes(one));
}

export async function addEvidence(world: World, one: Case, straight = false): Promise<void> {
  const page = oneOf(world, world.photos);
  const broken = !straight && chance(world, 8);
  const pages = [broken ? new Uint8Array([37, 80, 68, 70]) : page];
  const input = {
    applicationId: one.id,
    version: one.version,
    kind:
      one.kind === 'transfer' && chance(world, 25)
        ? oneOf(world, ['joiningConsent', 'releasingConsent'] as const)
        : (missingEvidence(world, one)[0] ?? needed[one.kind][0]),
    fileToken: null,
    pages,
  };
  await attempt(
    world,
    { act: 'application.addEvidence', who: applicantOf(world, one), name: 'application.addEvidence', input },
    straight,
  );
}

async function removeEvidence(world: World): Promise<void> {
  const held = rows<{ id: string; application: string }>(
    world,
    `SELECT e.id, application_id AS application FROM evidence e JOIN application a ON a.id = e.application_id
     WHERE removed_at IS NULL AND a.state IN ('draft', 'returned') ORDER BY e.rowid`,
  );
  if (held.length === 0) return;
  const { id, application } = oneOf(world, held);
  const one = caseOf(world, application);
  const input = { applicationId: one.id, version: one.version, evidenceId: id };
  await attempt(world, {
    act: 'application.removeEvidence',
    who: applicantOf(world, one),
    name: 'application.removeEvidence',
    input,
  });
}

export async function submit(world: World, one: Case, straight = false): Promise<void> {
  const input = { applicationId: one.id, version: one.version, applicantPresent: straight || !chance(world, 10) };
  await attempt(
    world,
    { act: 'application.submit', who: applicantOf(world, one), name: 'application.submit', input },
    straight,
  );
}

/** Who decides a step: anybody of the level, also those who prepared, or (`straight`) the one who did not. */
function decider(world: World, { due, candidacyId, joining }: Case, straight: boolean): string {
  const isOfSchool =
    ['schoolAgree', 'releasingSchoolAgree', 'supplementaryRegister'].includes(due) ||
    (due === 'joiningSchoolAgree' && isHere(joining));
  // what a school has decided on paper is recorded by the county, where the paper is there (3.1c)
  const onPaper = due === 'releasingSchoolAgree' && !straight && chance(world, 20);
  if (!isOfSchool || onPaper)
    return straight ? countyPeople.deciding : oneOf(world, [...countyPeople.preparing, countyPeople.deciding]);
  const school = due === 'joiningSchoolAgree' && isHere(joining) ? joining : recordOf(world, candidacyId).school;
  const people = schoolPeople[school ?? schoolCodes[0]];
  return straight ? people.deciding : oneOf(world, [...people.preparing, people.deciding]);
}

/** Of two schools now and then the second one is asked first (3.1c: in any order). */
function anyOrder(world: World, one: Case, straight: boolean): Case {
  const swaps = one.due === 'releasingSchoolAgree' && !straight && chance(world, 40);
  return swaps ? { ...one, due: 'joiningSchoolAgree' } : one;
}

function joiningClassOf(world: World, { due, joining }: Case, straight: boolean): string | null {
  if (due !== 'joiningSchoolAgree' || !isHere(joining) || (!straight && chance(world, 10))) return null;
  const open = rows<{ id: string }>(
    world,
    `SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = ? AND k.closed_at IS NULL ORDER BY k.code`,
    joining,
  );
  return oneOf(world, open).id;
}

export async function agree(world: World, found: Case, straight = false): Promise<void> {
  const one = anyOrder(world, found, straight);
  const input = {
    items: [{ applicationId: one.id, version: one.version }],
    joiningClassId: joiningClassOf(world, one, straight),
  };
  await attempt(
    world,
    { act: 'application.agree', who: decider(world, one, straight), name: 'application.agree', input },
    straight,
  );
}

/** A transfer is taken back where it was filed (3.1c). */
function filer(world: World, one: Case): string {
  const began =
    'SELECT u.login_name AS name FROM application a JOIN user_account u ON u.id = a.started_by WHERE a.id = ?';
  return one.kind === 'transfer'
    ? (rows<{ name: string }>(world, began, one.id)[0]?.name ?? '')
    : applicantOf(world, one);
}

export async function end(
  world: World,
  one: Case,
  act: 'return' | 'reject' | 'withdraw',
  straight = false,
): Promise<boolean> {
  const name = `application.${act}` as const;
  const who =
    act !== 'withdraw' ? decider(world, one, straight) : straight ? filer(world, one) : applicantOf(world, one);
  const input = { applicationId: one.id, version: one.version, reason: '材料和本人说的不一样' };
  return (await attempt(world, { act: name, who, name, input }, straight)).ok;
}

/** The step that only a notice brings: league's, region's, and that of a school in another county. */
export function stepElsewhere({ due, joining }: Case): 'leagueApprove' | 'regionDecide' | 'joiningSchoolAgree' | null {
  if (due === 'regionDecide' || due === 'leagueApprove') return due;
  return due === 'joiningSchoolAgree' && joining === schoolElsewhere.code ? due : null;
}

async function regionDecides(world: World): Promise<void> {
  const waiting = rows<Case>(world, `${select} WHERE state = 'atStep' ORDER BY rowid`).filter(
    (one) => stepElsewhere(one) !== null,
  );
  const one =
    waiting.length > 0 && !chance(world, 5) ? oneOf(world, waiting) : pickCase(world, 'atStep', 'draft', 'rejected');
  if (!one) return;
  const outcome = oneOf(world, ['agreed', 'agreed', 'agreed', 'rejected', 'returned'] as const);
  const step = stepElsewhere(one) ?? 'regionDecide';
  await decide(world, { applicationId: one.id, step, outcome });
}

/** A certification that was wrong, whether the school has registered by then or not (4.2b). */
async function certificationBack(world: World): Promise<void> {
  const certified = rows<Case>(
    world,
    `${select} WHERE kind = 'recognitionOfResults' AND id IN (SELECT application_id FROM recognised_result) ORDER BY rowid`,
  );
  if (certified.length === 0) return;
  const applicationId = oneOf(world, certified).id;
  await decide(world, { applicationId, step: 'supplementaryRegister', outcome: 'rejected' });
}

async function receipt(world: World): Promise<void> {
  const waiting = rows<{ id: string }>(
    world,
    `SELECT message_id AS id FROM outbox WHERE state = 'waiting' ORDER BY desk_seq`,
  );
  if (waiting.length === 0) return;
  const luck = world.below(100);
  giveReceipt(world, oneOf(world, waiting).id, luck < 80 ? 'stored' : luck < 92 ? 'refused' : 'joined');
}

async function takesEffect(world: World): Promise<void> {
  const row = pickRecord(world, 'received', ...(chance(world, 20) ? ['released', 'completed', 'awaitingCapture'] : []));
  if (row) await accept(world, row.id, Math.max(1, row.revision));
}

async function resultsCome(world: World): Promise<void> {
  const row = pickRecord(world, 'inEffect', 'suspended');
  if (row) await giveResults(world, row.id);
}

type Act = (world: World) => Promise<void>;
const on =
  (states: readonly string[], act: (world: World, one: Case) => Promise<unknown>): Act =>
  async (world) => {
    const one = pickCase(world, ...states);
    if (one) await act(world, one);
  };

/** Acts on applications and of the region, with their weights. */
export const applicationActs: readonly (readonly [number, Act])[] = [
  [10, start],
  [4, on(['draft', 'returned'], amend)],
  [1, on(['atStep', 'carriedOut'], amend)],
  [10, on(['draft', 'returned'], addEvidence)],
  [2, removeEvidence],
  [10, on(['draft', 'returned'], submit)],
  [14, on(['atStep'], agree)],
  [1, on(['draft', 'waitingForWindow', 'returned', 'carriedOut'], agree)],
  [2, on(['atStep', 'waitingForWindow'], (world, one) => end(world, one, 'return'))],
  [2, on(['atStep'], (world, one) => end(world, one, 'reject'))],
  [2, on(['draft', 'waitingForWindow', 'atStep', 'returned'], (world, one) => end(world, one, 'withdraw'))],
  [5, regionDecides],
  [8, receipt],
  [5, takesEffect],
  [2, resultsCome],
  [1, withdrawAnyCertificate],
  [1, arrives],
  [1, certificationBack],
];
