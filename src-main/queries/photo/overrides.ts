import { overrideListLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import { countOverrides, listOverrides } from '../../db/store/photo-override.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Which photos a second person let pass, newest first, and how many per reason: all are counted, the latest are listed. */
export const photoOverrides: QueryHandler<'photo.overrides'> = (_input, { db }) =>
  ok({ counts: countOverrides(db), lines: listOverrides(db, overrideListLimit) });
