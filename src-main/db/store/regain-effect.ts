import type { RegionContext } from '../../platform/act.ts';
import type { CandidacyRow } from './candidacy.ts';
import type { ProvenChange } from './regain-change.ts';
import { lostChangeWords } from './regain-words.ts';

/** What became of a change that came back; `sentence` is for the case that is opened, null = nobody has to look. */
export type LostEffect = { readonly became: 'applied' | 'same' | 'case' | 'kept'; readonly sentence: string | null };

const kept: LostEffect = { became: 'kept', sentence: null };

/** What a lost change does here. One that the region refused did nothing there: its refusal is listed like any other. */
export function effectOfLost(_context: RegionContext, local: CandidacyRow | null, lost: ProvenChange): LostEffect {
  const { message, receipt } = lost;
  if (message.kind === 'evidencePage' || (receipt?.said.outcome === 'refused' && local)) return kept;
  const fullName = local?.fullName ?? (message.kind === 'application' ? message.data.fullName : '');
  const { what, next } = lostChangeWords(message);
  const isWaiting = receipt === null ? '到过自治区，还没有回执' : '自治区收着';
  return { became: 'case', sentence: `${fullName}${what}：恢复以前报的，${isWaiting}，本机没有了。${next}` };
}
