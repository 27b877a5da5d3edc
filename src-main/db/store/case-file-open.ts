import { maskNumber } from '#shared/lib/mask.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { CandidacyRow } from './candidacy.ts';
import { caseExistsBetween, openCase } from './case-file.ts';
import { findLookAlikes, type LookAlike } from './case-file-look-alike.ts';

/**
 * Opens one case per record that may be the same person, once per pair and reason (DESIGN §4: a duplicate is a visible
 * case, never a reason to turn a pupil away).
 */
export function openDuplicateCases(context: RegionContext, row: CandidacyRow): void {
  const { db, clock, ids, record } = context;
  for (const other of findLookAlikes(db, { ...row, candidacyId: row.id })) {
    if (caseExistsBetween(db, other.kind, row.id, other.candidacyId)) continue;
    const caseId = ids.uuid();
    const facts = { lookAlike: other.kind, candidacyIds: [row.id, other.candidacyId] };
    openCase(db, {
      id: caseId,
      kind: other.kind,
      sentence: sentence(row, other),
      facts,
      candidacyIds: [row.id, other.candidacyId],
      at: clock.now(),
    });
    record({ kind: 'case.opened', subjectNoun: 'caseFile', subjectId: caseId, payload: facts });
  }
}

function sentence(row: CandidacyRow, other: LookAlike): string {
  const them = other.className ? `${other.fullName}（${other.className}）` : other.fullName;
  switch (other.kind) {
    case 'duplicateDocument':
      return `${row.fullName}与库中${them}的证件号相同（${maskNumber(row.documentNumber)}）。并排核对是不是同一人`;
    case 'sameNameAndBirth':
      return `${row.fullName}与库中${them}姓名、生日相同，证件号不同。并排核对是不是同一人`;
    case 'nearDocument':
      return `${row.fullName}与库中${them}的证件号只差一处。并排核对是不是同一人，或有没有抄错`;
  }
}
