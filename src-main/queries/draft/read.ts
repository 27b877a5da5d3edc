import { ok } from '#shared/lib/result.ts';
import { findFormDraft } from '../../db/store/form-draft.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** What this person had typed into a form and not sent; null = nothing. */
export const readFormDraft: QueryHandler<'draft.read'> = ({ form, subjectId }, { db, actor }) =>
  ok(findFormDraft(db, { userId: actor.userId, form, subjectId }));
