import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { type PhotoBytes, storePhoto } from '../../db/store/capture.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { deskState } from '../../db/store/decision-desk-offers.ts';
import { differencesOf, insertDifference, lastDifferences } from '../../db/store/difference.ts';
import { findDraft } from '../../db/store/draft.ts';
import { compareDocument, isComparedField, mayHold, readValue } from '../../db/store/facts-comparison.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { recordOpenForDesk } from './open-record.ts';
import { originalPhoto } from './photo-in.ts';

/**
 * Card ≠ roster, before the record is in effect (DESIGN §5): with the pupil's confirmation one value is chosen; both are
 * kept, with a picture of the document where the card's value is taken. The record itself changes at completion.
 */
export const settleDifference: CommandHandler<'desk.settleDifference', PhotoBytes | null> = {
  prepare: async (input) => {
    if (input.documentPicture !== null) return originalPhoto(input.documentPicture, 'documentPicture');
    if (input.value === 'roster') return ok(null);
    const message = '以证件为准要留一张证件的照片。把证件放到镜头前拍一张，再选';
    return failed(invalid('documentPicture', message));
  },
  act: (input, picture, context) => {
    const { db, actor, clock, ids } = context;
    const reached = recordOpenForDesk(context, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const { field } = input;
    if (!isComparedField(field)) return failed(invalid('field', '这一项不和证件对照。看清要选的是哪一项'));
    const stored = candidateDataOf(db, row);
    const reading = findDraft(db, row.id, actor.userId)?.reading ?? {};
    const settled = lastDifferences(differencesOf(db, row.id));
    const line = compareDocument(codeTables(db), stored, reading, settled).find((one) => one.field === field);
    const documentValue = readValue(stored, reading, field);
    if (!line?.differs || documentValue === null) {
      const message =
        line?.differs && documentValue === null
          ? `${line.label}：只有末四位，不能以它为准。键入证件上的全号后再选`
          : `${line?.label ?? field}：证件与名册没有不同，不用选`;
      return failed(invalid('field', message));
    }
    if (!mayHold(field, input.value)) {
      const message =
        '证件号：这份证件上是另一个号码，不能以名册为准。拿错了证件的，换成本人证件再读；不是名册上这名学生的，用当面补录另登一条';
      return failed(invalid('value', message));
    }
    const savedAt = clock.now();
    if (line.settled !== input.value) {
      if (picture) storePhoto(db, picture);
      const difference = {
        id: ids.uuid(),
        candidacyId: row.id,
        field,
        rosterValue: stored[field],
        documentValue,
        settled: input.value,
        documentPictureSha256: picture?.sha256 ?? null,
        settledBy: actor.userId,
        settledAt: savedAt,
      };
      insertDifference(db, difference);
      context.record({
        kind: 'difference.settled',
        subjectNoun: 'candidacy',
        subjectId: row.id,
        payload: { ...difference, pupilConfirmed: input.pupilConfirmed },
      });
    }
    const { comparisons, findings, acts } = deskState(context, row);
    return ok({ savedAt, comparisons, findings, acts });
  },
  changes: ['difference'],
};
