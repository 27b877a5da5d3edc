import { closedSentence, isOpen, type Judged } from './review-line.ts';
import { whyAlone } from './wall-words.ts';

/** Who is passed together, and who is not and why: each name of the page is in one of the two. */
export type Rest = {
  readonly passed: readonly Judged[];
  readonly left: readonly { readonly one: Judged; readonly why: string }[];
};

/**
 * 本页其余: everything of the page that waits for review and can be passed by this reviewer, but what is marked for
 * return and what has to be looked at alone. What is not at review is no part of it.
 */
export function restOf(page: readonly Judged[], marked: ReadonlySet<string>): Rest {
  const passed: Judged[] = [];
  const left: { one: Judged; why: string }[] = [];
  for (const one of page.filter(({ status }) => status === 'completed')) {
    const why = marked.has(one.candidacyId)
      ? '已标记，要退回'
      : isOpen(one, 'review.approve')
        ? one.gate
          ? whyAlone(one.gate)
          : null
        : closedSentence(one, 'review.approve');
    if (why === null) passed.push(one);
    else left.push({ one, why });
  }
  return { passed, left };
}
