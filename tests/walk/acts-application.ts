import type { Input } from '../../shared/contract/index.ts';
import { privateCandidate } from '../fixtures/application-scene.ts';
import { pickRecord, type Row, recordOf } from './acts-record.ts';
import { countyPeople, schoolCodes, schoolPeople } from './county.ts';
import { accept, decide, giveReceipt } from './region.ts';
import { attempt, chance, freshNumber, oneOf, rows, type World } from './world.ts';

export type Case = {
  readonly id: string;
  readonly version: number;
  readonly kind: 'privateRegistration' | 'correction' | 'reopening';
  readonly state: string;
  readonly due: string;
  readonly candidacyId: string;
};
const select = `SELECT id, version, kind, state, json_extract(steps, '$[' || step || ']') AS due,
  candidacy_id AS candidacyId FROM application`;

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

function requestOf(world: World, kind: Case['kind']): Request {
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

const applicantOf = (world: World, { kind, candidacyId }: Case) =>
  applicant(world, kind, recordOf(world, candidacyId).school);

async function start(world: World): Promise<void> {
  const kind = oneOf(world, ['privateRegistration', 'correction', 'correction', 'correction', 'reopening'] as const);
  const right = kind === 'correction' ? ['inEffect'] : ['released', 'received', 'refusedByRegion'];
  const any = ['preRegistered', 'completed', 'reviewed', 'released', 'received', 'inEffect'];
  const row = kind === 'privateRegistration' ? null : pickRecord(world, ...(chance(world, 10) ? any : right));
  if (kind !== 'privateRegistration' && !row) return;
  const input = { candidacyId: row?.id ?? null, request: requestOf(world, kind) };
  await attempt(world, {
    act: `application.start ${kind}`,
    who: applicant(world, kind, row?.school ?? null),
    name: 'application.start',
    input,
  });
}

export async function amend(world: World, one: Case, straight = false): Promise<void> {
  const input = { applicationId: one.id, version: one.version, request: requestOf(world, one.kind) };
  await attempt(
    world,
    { act: 'application.amend', who: applicantOf(world, one), name: 'application.amend', input },
    straight,
  );
}

const needed = { privateRegistration: 'householdProof', correction: 'changeProof', reopening: 'other' } as const;

export async function addEvidence(world: World, one: Case, straight = false): Promise<void> {
  const page = oneOf(world, world.photos);
  const broken = !straight && chance(world, 8);
  const pages = [broken ? new Uint8Array([37, 80, 68, 70]) : page];
  const input = {
    applicationId: one.id,
    version: one.version,
    kind: needed[one.kind],
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

/** Who decides where it stands: anybody of the level, also those who prepared, or (`straight`) the one who did not. */
function decider(world: World, { due, candidacyId }: Case, straight: boolean): string {
  if (due !== 'schoolAgree')
    return straight ? countyPeople.deciding : oneOf(world, [...countyPeople.preparing, countyPeople.deciding]);
  const people = schoolPeople[recordOf(world, candidacyId).school ?? schoolCodes[0]];
  return straight ? people.deciding : oneOf(world, [...people.preparing, people.deciding]);
}

export async function agree(world: World, one: Case, straight = false): Promise<void> {
  const input = { items: [{ applicationId: one.id, version: one.version }] };
  await attempt(
    world,
    { act: 'application.agree', who: decider(world, one, straight), name: 'application.agree', input },
    straight,
  );
}

export async function end(
  world: World,
  one: Case,
  act: 'return' | 'reject' | 'withdraw',
  straight = false,
): Promise<boolean> {
  const name = `application.${act}` as const;
  const who = act === 'withdraw' ? applicantOf(world, one) : decider(world, one, straight);
  const input = { applicationId: one.id, version: one.version, reason: '材料和本人说的不一样' };
  return (await attempt(world, { act: name, who, name, input }, straight)).ok;
}

async function regionDecides(world: World): Promise<void> {
  const waiting = rows<Case>(world, `${select} WHERE state = 'atStep' ORDER BY rowid`).filter(
    ({ due }) => due === 'regionDecide',
  );
  const one =
    waiting.length > 0 && !chance(world, 5) ? oneOf(world, waiting) : pickCase(world, 'atStep', 'draft', 'rejected');
  if (!one) return;
  const outcome = oneOf(world, ['agreed', 'agreed', 'agreed', 'rejected', 'returned'] as const);
  await decide(world, { applicationId: one.id, step: 'regionDecide', outcome });
}

async function receipt(world: World): Promise<void> {
  const waiting = rows<{ id: string }>(
    world,
    `SELECT message_id AS id FROM outbox WHERE state = 'waiting' ORDER BY desk_seq`,
  );
  if (waiting.length === 0) return;
  const luck = world.below(100);
  giveReceipt(world, oneOf(world, waiting).id, luck < 82 ? 'stored' : luck < 96 ? 'refused' : 'joined');
}

async function takesEffect(world: World): Promise<void> {
  const row = pickRecord(world, 'received', ...(chance(world, 20) ? ['released', 'completed', 'awaitingCapture'] : []));
  if (row) await accept(world, row.id, Math.max(1, row.revision));
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
];
