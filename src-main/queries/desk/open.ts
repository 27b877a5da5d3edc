import { documentTypeLabel } from '#shared/labels/document.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import { ok } from '#shared/lib/result.ts';
import { fieldRegime } from '#shared/regulation/field-classes.ts';
import { accountById } from '../../db/store/account.ts';
import { fieldLines } from '../../db/store/candidacy-fields.ts';
import { pupilLineOf } from '../../db/store/candidacy-line.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { type CaptureRow, capturesOf, currentCapture, photoLength } from '../../db/store/capture.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { deskState } from '../../db/store/decision-desk-offers.ts';
import { gateOf } from '../../db/store/photo-gate.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

/** One pupil at the desk: record beside document, shots, findings, open acts, and this clerk's unfinished work. */
export const openAtDesk: QueryHandler<'desk.open'> = (input, context) => {
  const { db, actor } = context;
  const reached = reachCandidacy(db, actor, input.candidacyId);
  if (!reached.ok) return reached;
  const row = reached.value;
  const { judgement, comparisons, findings, acts } = deskState(context, row);
  const { stored, draft, documentState } = judgement.view;
  const shots = shotLines(context, capturesOf(db, row.id));
  const savedTimes = [draft?.savedAt, shots[0]?.takenAt].filter((at) => at !== undefined).sort();
  return ok({
    line: pupilLineOf(db, row.id),
    revision: row.revision,
    fields: fieldLines(codeTables(db), stored).map((line) => ({
      ...line,
      fieldClass: fieldRegime(line.field).fieldClass,
    })),
    documentType: stored.documentType,
    documentTypeLabel: documentTypeLabel(stored.documentType),
    documentState,
    documentMasked: maskNumber(stored.documentNumber),
    enrolmentNoMasked: stored.enrolmentNo === null ? null : maskNumber(stored.enrolmentNo),
    candidacyNoMasked: row.candidacyNo === null ? null : maskNumber(row.candidacyNo),
    comparisons,
    shots,
    findings,
    acts,
    returnReason: row.returnReason,
    draft,
    savedAt: savedTimes.at(-1) ?? null,
  });
};

function shotLines({ db }: QueryContext, captures: readonly CaptureRow[]) {
  const current = currentCapture(captures);
  return captures.map((capture) => ({
    captureId: capture.id,
    takenAt: capture.takenAt,
    takenBy: accountById(db, capture.takenBy)?.displayName ?? '',
    source: capture.source as 'live' | 'still' | 'file',
    device: capture.device,
    current: capture.id === current?.id,
    byteLength: photoLength(db, capture.derivedSha256),
    gate: gateOf(db, capture),
  }));
}
