import { type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { CandidacyRow } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { openConflict } from './case-file-conflict.ts';

/** A record came back over data that people had changed here since the file was put back: said to them, with the fields. */
export function openEditedConflict(context: RegionContext, before: EditedHere, message: CandidacyMessage): void {
  const labels = before.fields.map((field) => `“${candidateFieldLabel(field)}”`).join('、');
  const sentence = `${before.fullName}恢复以后在本机改过${labels}，自治区收着恢复以前送的一份，现在按那一份。核对哪个对；改过的对，就再改一次`;
  const about = `${message.messageId}/edited`;
  openConflict(context, { kind: 'regionConflict', about, sentence, candidacyIds: [message.candidacyId] });
}

/** What people changed in a record since this incarnation began, and stands otherwise in what was sent. */
export type EditedHere = { readonly fullName: string; readonly fields: readonly CandidateField[] };

const edits = `'candidacy.mended', 'candidacy.mobileChanged', 'candidacy.classChanged', 'candidacy.updatedFromRoster', 'candidacy.corrected'`;

/** Null = nobody changed anything that the message has otherwise. */
export function editedHere({ db }: RegionContext, local: CandidacyRow, message: CandidacyMessage): EditedHere | null {
  const isEdited = db
    .statement(
      `SELECT 1 FROM event WHERE subject_id = ? AND actor_id IS NOT NULL AND kind IN (${edits}) AND seq > (
         SELECT max(seq) FROM event WHERE subject_id = (SELECT device_id FROM installation)
           AND kind = 'device.incarnationBegun') LIMIT 1`,
    )
    .get(local.id);
  if (!isEdited) return null;
  const here = candidateDataOf(db, local);
  const fields = candidateFields.filter((field) => canonicalJson(here[field]) !== canonicalJson(message.data[field]));
  return fields.length > 0 ? { fullName: local.fullName, fields } : null;
}
