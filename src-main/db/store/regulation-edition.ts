import { editionProblems } from '#shared/regulation/parameters.ts';
import { chainProblems } from '#shared/regulation/procedures.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { keepEdition } from './kept-edition.ts';

type RegulationEdition = Extract<RegionNotice, { kind: 'edition' }>['edition'];

/**
 * Keeps an edition of the regulation beside the ones before it; what began under an older one is judged by that. Refused
 * whole: unknown steps or clauses, values this program cannot use, an id that is taken, a date before the newest edition.
 */
export function installRegulationEdition(
  context: RegionContext,
  edition: RegulationEdition,
  signature: string,
): NoticeOutcome {
  const problems = [...editionProblems(edition), ...chainProblems(edition)];
  if (problems.length > 0) return { state: 'refused', reason: problems.join('；') };
  const newest = context.db
    .statement(`SELECT max(in_force_from) FROM edition WHERE kind = 'regulation'`)
    .pluck()
    .get() as string | null;
  return keepEdition(context, { kind: 'regulation', named: '版本', edition, signature, newest });
}
