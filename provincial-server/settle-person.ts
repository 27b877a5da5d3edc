import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { Connection } from './database.ts';
import { hasRevision, insertCandidacy, loadCurrentRevision, replaceRevision } from './store/candidacy.ts';
import { openCase } from './store/case-file.ts';
import {
  changePersonKey,
  findExactPerson,
  findNearPersons,
  insertPerson,
  loadPersonOf,
  moveCandidacy,
  type Person,
  type PersonKey,
} from './store/person.ts';

export type Settled = {
  readonly canonicalCandidacyId: string;
  /** the case this message opened or joined, if any */
  readonly caseId: string | null;
};

export type Settling = { readonly connection: Connection; readonly at: string; readonly newId: () => string };

/**
 * Decides who a message is about and which revision is in force, in any order of arrival. The same document type, number
 * and cohort is the same person; both candidacies stay, both captures stay, and one case is open for people to choose.
 * Must run alone (advisory lock), or two desks could each found the same person.
 */
export async function settlePerson(settling: Settling, message: CandidacyMessage): Promise<Settled> {
  const current = await loadCurrentRevision(settling.connection, message.candidacyId);
  if (current === null) return settleNewCandidacy(settling, message);
  if (await hasRevision(settling.connection, message.candidacyId, message.revision)) {
    return settleSameRevision(settling, message);
  }
  if (message.revision < current) return settledAsIs(settling, message, null);
  await replaceRevision(settling.connection, message);
  return settleNewerRevision(settling, message);
}

async function settleNewCandidacy(settling: Settling, message: CandidacyMessage): Promise<Settled> {
  const { connection, at } = settling;
  const known = await findExactPerson(connection, keyOf(message));
  if (known) {
    await insertCandidacy(connection, message, known.personId, at);
    return { canonicalCandidacyId: known.canonicalCandidacyId, caseId: await openTwiceCase(settling, known, message) };
  }
  const person = await foundPerson(settling, message);
  await insertCandidacy(connection, message, person.personId, at);
  return { canonicalCandidacyId: message.candidacyId, caseId: await openNearCase(settling, person, message) };
}

/** The same revision under another message id: written by a copy of the desk's file. Both are kept; people choose. */
async function settleSameRevision(settling: Settling, message: CandidacyMessage): Promise<Settled> {
  const person = await personOf(settling, message);
  const caseId = await openCase(settling.connection, {
    newId: settling.newId(),
    kind: 'sameRevisionTwice',
    personId: person.personId,
    candidacyIds: [message.candidacyId],
    at: settling.at,
  });
  return { canonicalCandidacyId: person.canonicalCandidacyId, caseId };
}

async function settleNewerRevision(settling: Settling, message: CandidacyMessage): Promise<Settled> {
  const { connection } = settling;
  const key = keyOf(message);
  const person = await personOf(settling, message);
  if (sameKey(person, key)) return settledAsIs(settling, message, null);
  const other = await findExactPerson(connection, key);
  if (!other && person.members === 1) {
    await changePersonKey(connection, person.personId, key);
    return settledAsIs(settling, message, await openNearCase(settling, person, message));
  }
  const next = other ?? (await foundPerson(settling, message));
  await moveCandidacy(connection, message.candidacyId, person, next);
  const caseId = other ? await openTwiceCase(settling, other, message) : await openNearCase(settling, next, message);
  return { canonicalCandidacyId: next.canonicalCandidacyId, caseId };
}

async function settledAsIs(settling: Settling, message: CandidacyMessage, caseId: string | null): Promise<Settled> {
  const person = await personOf(settling, message);
  return { canonicalCandidacyId: person.canonicalCandidacyId, caseId };
}

async function personOf(settling: Settling, message: CandidacyMessage) {
  const person = await loadPersonOf(settling.connection, message.candidacyId);
  if (!person) throw new Error('candidacy without a person');
  return person;
}

async function foundPerson(settling: Settling, message: CandidacyMessage): Promise<Person> {
  const person = { personId: settling.newId(), canonicalCandidacyId: message.candidacyId };
  await insertPerson(settling.connection, { ...person, ...keyOf(message), createdAt: settling.at });
  return person;
}

async function openTwiceCase(settling: Settling, person: Person, message: CandidacyMessage): Promise<string> {
  return openCase(settling.connection, {
    newId: settling.newId(),
    kind: 'samePupilTwice',
    personId: person.personId,
    candidacyIds: [person.canonicalCandidacyId, message.candidacyId],
    at: settling.at,
  });
}

async function openNearCase(settling: Settling, person: Person, message: CandidacyMessage): Promise<string | null> {
  const near = await findNearPersons(settling.connection, keyOf(message), person.personId);
  if (near.length === 0) return null;
  return openCase(settling.connection, {
    newId: settling.newId(),
    kind: 'sameNumberOtherwise',
    personId: person.personId,
    candidacyIds: [message.candidacyId, ...near.map((one) => one.canonicalCandidacyId)],
    at: settling.at,
  });
}

function keyOf(message: CandidacyMessage): PersonKey {
  const { documentType, documentNumber, cohortYear } = message.data;
  return { documentType, documentNumber, cohortYear };
}

function sameKey(left: PersonKey, right: PersonKey): boolean {
  return (
    left.documentType === right.documentType &&
    left.documentNumber === right.documentNumber &&
    left.cohortYear === right.cohortYear
  );
}
