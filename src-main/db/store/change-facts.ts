import { buildChangeMessage, type ChangeFacts, type ChangeKind } from '../../../shared/wire/change-message.ts';
import type { RegionContext } from '../../platform/act.ts';
import { accountById } from './account.ts';
import type { CandidacyRow } from './candidacy.ts';
import { lastChangeOf, type NewChange } from './change-message.ts';
import { readInstallation } from './office.ts';
import { readRegionClock } from './region-clock.ts';

type Own<K extends ChangeKind> = Omit<
  Extract<ChangeFacts, { kind: K }>,
  | 'messageId'
  | 'deviceId'
  | 'officeId'
  | 'examAreaCode'
  | 'incarnation'
  | 'candidacyId'
  | 'revision'
  | 'follows'
  | 'by'
  | 'at'
  | 'clock'
>;

/** Who did it and when; the time is the desk's. */
type ChangeDone = { readonly by: string | null; readonly at: string };

type Subject = Pick<NewChange, 'subjectId' | 'needsRecord' | 'fileSha256'>;

/** What one act on a record tells the region, in the words of shared/wire; hand it to `record` of the same act. */
export function changeOfRecord<K extends ChangeKind>(
  context: Pick<RegionContext, 'db' | 'clock' | 'ids'>,
  row: Pick<CandidacyRow, 'id' | 'revision'>,
  own: Own<K>,
  done: ChangeDone,
): NewChange {
  const follows = lastChangeOf(context.db, row.id);
  return changeOf(context, row, { ...own, follows }, done, { subjectId: row.id, needsRecord: true });
}

/** The same of something beside the record; `follows` names the message that it builds on. */
export function changeOf<K extends ChangeKind>(
  { db, clock, ids }: Pick<RegionContext, 'db' | 'clock' | 'ids'>,
  row: Pick<CandidacyRow, 'id' | 'revision'>,
  own: Own<K> & { readonly follows: string | null },
  { by, at, name }: ChangeDone & { readonly name?: string },
  subject: Subject,
): NewChange {
  const office = readInstallation(db);
  const messageId = ids.uuid();
  const facts = {
    messageId,
    deviceId: office.deviceId,
    officeId: office.officeId,
    examAreaCode: office.examAreaCode,
    incarnation: office.incarnation,
    candidacyId: row.id,
    revision: row.revision,
    by: { id: by, displayName: name ?? (by === null ? '' : (accountById(db, by)?.displayName ?? '')) },
    at,
    clock: {
      deviceTime: at,
      monotonicMs: Math.round(clock.monotonicMs()),
      bootId: clock.bootId,
      ...readRegionClock(db),
    },
    ...own,
  } as unknown as ChangeFacts;
  return { messageId, kind: facts.kind, candidacyId: row.id, ...subject, body: buildChangeMessage(facts) };
}
