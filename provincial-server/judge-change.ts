import { evidenceLabel } from '#shared/labels/application.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { type ChangeMessage, readChangeMessage } from '#shared/wire/change-message.ts';
import { buildReceiptBody, type RefusalReason } from '#shared/wire/receipt.ts';
import type { BlobStore } from './blob-store.ts';
import type { Connection } from './database.ts';
import type { Decider } from './decide-group.ts';
import { reasonAgainstCertificate } from './judge-certificate.ts';
import { reasonAgainstTwice } from './judge-told-twice.ts';
import { officesOfRecord } from './store/candidacy.ts';
import {
  type ChangeFate,
  isChangeSettled,
  isEntryOtherwise,
  ownersOfApplication,
  type ToldChange,
} from './store/told-change.ts';

/** What decides on changes: it also sees which files are here. */
export type ChangeDecider = Decider & { readonly blobs: Pick<BlobStore, 'has'> };

/** What names a change and its content. */
type ChangeNames = Pick<ToldChange, 'messageId' | 'deviceId' | 'bodySha256' | 'fileSha256' | 'body'>;

/**
 * What becomes of one change, inside the caller's transaction that holds the lock on identities: taken, refused with a
 * signed receipt either way, or parked while its record or the change before it is not here.
 */
export async function judgeChange(
  decider: ChangeDecider,
  connection: Connection,
  change: ChangeNames,
): Promise<ChangeFate> {
  if (change.fileSha256 !== null && !(await decider.blobs.has(change.fileSha256)))
    return { state: 'parked', waitsFor: 'file' };
  const read = readChangeMessage(change.body);
  if (read === 'unknown') return { state: 'parked', waitsFor: 'program' };
  if ('misfit' in read) return refusedChange(decider, change, misfit(`报文的“${read.misfit}”与约定不符。`));
  if (read.messageId !== change.messageId || read.deviceId !== change.deviceId)
    return refusedChange(decider, change, misfit('报文里的编号与信封上的不同。'));
  // PostgreSQL text cannot hold it, and canonical JSON writes whole characters as they are
  if (/\\u0000|\\ud[89a-f]/iu.test(change.body))
    return refusedChange(decider, change, misfit('报文里有空字符或半个字符。'));
  if (read.follows !== null && !(await isChangeSettled(connection, read.follows)))
    return { state: 'parked', waitsFor: 'before' };
  if (read.kind === 'application' || read.kind === 'evidencePage') {
    const owners = await ownersOfApplication(connection, read.applicationId);
    const isOthers = owners.some(({ officeId }) => officeId !== read.officeId);
    const reason = isOthers
      ? othersApplication
      : (reasonAgainstApplication(read, change.fileSha256) ?? (await reasonAgainstTwice(connection, read)));
    return reason ? refusedChange(decider, change, reason) : settled(decider, change, read.candidacyId, null);
  }
  const offices = await officesOfRecord(connection, read.candidacyId);
  if (offices.length === 0) return { state: 'parked', waitsFor: 'record' };
  const reason = offices.includes(read.officeId) ? await reasonAgainst(connection, read) : otherOffice;
  return reason ? refusedChange(decider, change, reason) : settled(decider, change, read.candidacyId, null);
}

/** Refuses a change for a reason from elsewhere: people, or its own text. */
export function refusedChange(decider: Decider, change: ChangeNames, reason: RefusalReason): ChangeFate {
  return settled(decider, change, null, reason);
}

async function reasonAgainst(connection: Connection, change: ChangeMessage): Promise<RefusalReason | null> {
  if (change.kind === 'certificate') return reasonAgainstCertificate(connection, change);
  if (change.kind !== 'examEntry') return reasonAgainstTwice(connection, change);
  if ((change.state === 'withdrawn') !== (change.reason !== null))
    return misfit('撤回没有写原因，或者没有撤回却写了原因。');
  if (!(await isEntryOtherwise(connection, change))) return null;
  return {
    code: 'entry-taken',
    sentence: `自治区已有这名考生${change.sitting}的第 ${change.version} 版选课，内容是另一份，这一份没有采用。`,
    next: '核对这名考生的选课，在本机按现在要考的科目重新选一次。',
  };
}

function reasonAgainstApplication(
  read: Extract<ChangeMessage, { kind: 'application' | 'evidencePage' }>,
  fileSha256: string | null,
): RefusalReason | null {
  if (read.kind === 'evidencePage') return read.sha256 === fileSha256 ? null : misfit('材料与报文里写的不是同一页。');
  if (read.state !== 'atStep') return null;
  const given = read.evidence.map((piece) => piece.kind);
  const missing = procedures[read.procedure].evidence.filter((kind) => !given.includes(kind));
  if (missing.length === 0) return null;
  return {
    code: 'evidence-missing',
    sentence: `这件业务缺材料：${missing.map(evidenceLabel).join('、')}。`,
    next: '退回申请人，补上材料再提交。',
  };
}

const otherOffice: RefusalReason = {
  code: 'wrong-office',
  sentence: '这名考生的考籍记录是别的旗县送来的，这项变动没有采用。',
  next: '核对是不是同一名考生；是转来的，等转籍办完再办。',
};

const othersApplication: RefusalReason = {
  code: 'wrong-office',
  sentence: '这件业务是别的旗县办的，这里送来的没有采用。',
  next: '由管理员报自治区，查这件业务的编号怎么到了这里。',
};

function misfit(sentence: string): RefusalReason {
  return { code: 'schema-invalid', sentence, next: '由管理员更新登记台程序，再重新办一次。' };
}

function settled(
  { key, now }: Decider,
  { messageId, bodySha256, fileSha256 }: ChangeNames,
  candidacyId: string | null,
  reason: RefusalReason | null,
): ChangeFate {
  const signed = key.signText(
    buildReceiptBody({
      messageId,
      bodySha256,
      photoSha256: fileSha256,
      outcome: reason ? 'refused' : 'stored',
      reason,
      canonicalCandidacyId: candidacyId,
      caseId: null,
      receivedAt: now(),
    }),
  );
  return { state: reason ? 'refused' : 'stored', reasonCode: reason?.code ?? null, signed };
}
