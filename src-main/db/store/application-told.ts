import { isElsewhere } from '../../../shared/domain/procedure-step.ts';
import type { RegionContext } from '../../platform/act.ts';
import { type ApplicationView, stepAt } from './application.ts';
import { evidenceRowsOf, pagesOf } from './application-evidence.ts';
import { stepsTaken } from './application-step.ts';
import { findCandidacy } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { photoLength } from './capture.ts';
import { changeOf } from './change-facts.ts';
import { insertChange, isPageTold, lastChangeOf } from './change-message.ts';

type Context = Pick<RegionContext, 'db' | 'clock' | 'ids'>;
type Moved = { readonly by: { readonly userId: string | null; readonly name: string }; readonly eventSeq: number };

/**
 * Tells the region of an application that has come to a step of league or region, or that moved on here after it was told:
 * whole, with its pages of evidence in messages of their own. In the transaction that moved it. False = nothing to tell.
 */
export function tellApplication(context: Context, view: ApplicationView, { by, eventSeq }: Moved): boolean {
  const { db, clock } = context;
  const { row, place, steps, kind, request } = view;
  const before = lastChangeOf(db, row.id);
  const isForwarded = place.state === 'atStep' && isElsewhere(stepAt(view));
  if (!isForwarded && before === null) return false;
  const candidacy = findCandidacy(db, row.candidacyId) ?? view.candidacy;
  const done = { by: by.userId, name: by.name, at: clock.now() };
  const data = candidateDataOf(db, candidacy);
  const evidence = evidenceRowsOf(db, row.id).map((piece) => ({
    evidenceId: piece.id,
    kind: piece.kind,
    source: piece.source,
    fileSha256: piece.fileSha256,
    pages: pagesOf(db, piece.id).map(({ position, pictureSha256, turns, covers }) => ({
      position,
      sha256: pictureSha256,
      bytes: photoLength(db, pictureSha256),
      turns,
      covers: JSON.parse(covers) as { x: number; y: number; width: number; height: number }[],
    })),
  }));
  const told = changeOf<'application'>(
    context,
    candidacy,
    {
      kind: 'application',
      follows: before,
      applicationId: row.id,
      procedure: kind,
      state: place.state,
      step: stepAt(view),
      steps: [...steps],
      entryCategory: candidacy.entryCategory as 'enrolled' | 'private',
      candidacyNo: candidacy.candidacyNo,
      data: { ...data, resume: [...data.resume], family: [...data.family] },
      request: { ...request },
      taken: stepsTaken(db, row.id).map(({ step, stepKind, act, byName, at, reason }) => ({
        step,
        kind: stepKind,
        act,
        by: byName,
        at,
        reason,
      })),
      evidence,
      regulationEdition: row.regulationEdition,
    },
    done,
    { subjectId: row.id, needsRecord: false },
  );
  insertChange(db, told, eventSeq, clock.now());
  if (!isForwarded) return true;
  for (const { evidenceId, pages } of evidence) {
    for (const { position, sha256, bytes } of pages) {
      const subjectId = `${row.id}/${evidenceId}/${position}`;
      if (isPageTold(db, subjectId)) continue;
      const own = {
        kind: 'evidencePage',
        applicationId: row.id,
        evidenceId,
        position,
        sha256,
        byteLength: bytes,
      } as const;
      const page = changeOf<'evidencePage'>(context, candidacy, { ...own, follows: told.messageId }, done, {
        subjectId,
        needsRecord: false,
        fileSha256: sha256,
      });
      insertChange(db, page, eventSeq, clock.now());
    }
  }
  return true;
}
