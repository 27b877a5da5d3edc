import type { RegionContext } from '../../platform/act.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { editionById } from './office.ts';

type ArrivedEdition = {
  readonly kind: 'regulation' | 'photoProfile';
  /** Chinese, before 编号 */
  readonly named: string;
  readonly edition: { readonly id: string; readonly label: string; readonly inForceFrom: string };
  readonly signature: string;
  /** first day of the newest that it stands beside; null = it is the first */
  readonly newest: string | null;
};

/**
 * Keeps an edition of the region beside the ones before it. Refused: an id that holds something else, a first day before
 * the newest's. The same edition again changes nothing.
 */
export function keepEdition(
  { db, clock, record }: RegionContext,
  { kind, named, edition, signature, newest }: ArrivedEdition,
): NoticeOutcome {
  const { id, label, inForceFrom } = edition;
  const content = JSON.stringify(edition);
  const same = editionById(db, id);
  if (same) {
    return same.content === content
      ? { state: 'applied', reason: null }
      : { state: 'refused', reason: `${named}编号“${id}”本机已有，内容不同；向自治区核对编号` };
  }
  if (newest !== null && inForceFrom < newest)
    return { state: 'refused', reason: `这一版自 ${inForceFrom} 起，比本机最新的 ${newest} 还早` };
  db.statement(
    `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, kind, label, inForceFrom, content, signature, clock.now());
  record({ kind: 'edition.arrived', subjectNoun: 'edition', subjectId: id, payload: { label, inForceFrom } });
  return { state: 'applied', reason: null };
}
