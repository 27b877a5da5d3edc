import { editionProblems } from '#shared/regulation/parameters.ts';
import { chainProblems } from '#shared/regulation/procedures.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { editionById } from './office.ts';

type RegulationEdition = Extract<RegionNotice, { kind: 'edition' }>['edition'];

/**
 * Keeps an edition of the regulation beside the ones before it; what began under an older one is judged by that. Refused
 * whole: unknown steps or clauses, values this program cannot use, an id that is taken, a date before the newest edition.
 */
export function installRegulationEdition(
  { db, clock, record }: RegionContext,
  edition: RegulationEdition,
  signature: string,
): NoticeOutcome {
  const problems = [...editionProblems(edition), ...chainProblems(edition)];
  if (problems.length > 0) return { state: 'refused', reason: problems.join('；') };
  const content = JSON.stringify(edition);
  const same = editionById(db, edition.id);
  if (same) {
    return same.content === content
      ? { state: 'applied', reason: null }
      : { state: 'refused', reason: `版本编号“${edition.id}”本机已有，内容不同；向自治区核对编号` };
  }
  const newest = db.statement(`SELECT max(in_force_from) FROM edition WHERE kind = 'regulation'`).pluck().get() as
    | string
    | null;
  if (newest !== null && edition.inForceFrom < newest)
    return { state: 'refused', reason: `这一版自 ${edition.inForceFrom} 起，比本机最新的 ${newest} 还早` };
  db.statement(
    `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at)
     VALUES (?, 'regulation', ?, ?, ?, ?, ?)`,
  ).run(edition.id, edition.label, edition.inForceFrom, content, signature, clock.now());
  record({
    kind: 'edition.arrived',
    subjectNoun: 'edition',
    subjectId: edition.id,
    payload: { label: edition.label, inForceFrom: edition.inForceFrom },
  });
  return { state: 'applied', reason: null };
}
