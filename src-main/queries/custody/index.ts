import type { CandidacyStatus } from '../../../shared/domain/candidacy-status.ts';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { candidacyStatusLabel } from '../../../shared/labels/status.ts';
import { ok } from '../../../shared/lib/result.ts';
import { ledgerOf } from '../../custody/ledger.ts';
import { custodyPartLabel } from '../../custody/parts.ts';
import { beijingTime } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { type CustodyName, countCustody, listCustody, placeInCustody } from '../../db/store/custody.ts';
import type { QueryHandler } from '../../platform/act.ts';

const sums: QueryHandler<'custody.sums'> = ({ classId }, { db, clock }) => {
  const { parts, ...ledger } = ledgerOf(countCustody(db, classId));
  return ok({ at: clock.now(), ...ledger, parts: [...parts] });
};

const names: QueryHandler<'custody.names'> = ({ part, classId }, { db, actor }) =>
  ok(listCustody(db, { part, classId, actor, limit: listLimit }).map(lineOf));

const place: QueryHandler<'custody.place'> = ({ candidacyId }, { db, actor }) => {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  const row = placeInCustody(db, candidacyId);
  return ok({
    part: row.part,
    label: row.part === null ? '不在任何一项' : custodyPartLabel(row.part),
    line: lineOf(row),
  });
};

function lineOf(row: CustodyName) {
  return {
    candidacyId: row.candidacyId,
    fullName: row.fullName,
    className: row.className,
    status: row.status as CandidacyStatus,
    note: noteOf(row),
  };
}

function noteOf(row: CustodyName): string | null {
  if (row.toldStatus !== null) return `在那一台：${candidacyStatusLabel(row.toldStatus as CandidacyStatus, false)}`;
  switch (row.status) {
    case 'preRegistered':
    case 'awaitingCapture':
      if (row.held === 1) return '采集完，等班主任同意';
      if (row.draftBy && row.draftAt) return `没办完，${row.draftBy} ${beijingTime(row.draftAt)} 保存`;
      return row.returnReason;
    case 'released':
      return row.lastTrouble && row.attempts ? `送过 ${row.attempts} 次：${row.lastTrouble}` : null;
    case 'joined':
      return row.joinedWith ? '与另一份登记是同一人，由自治区核定' : '在本机并入另一份登记';
    case 'returned':
    case 'withdrawn':
    case 'void':
    case 'refusedByRegion':
      return row.returnReason;
    default:
      return null;
  }
}

/** The ledger and the names behind it. */
export const custodyQueries = { 'custody.sums': sums, 'custody.names': names, 'custody.place': place };
