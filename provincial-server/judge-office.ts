import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { Connection } from './database.ts';
import { lastArrival, officesOfRecord } from './store/candidacy.ts';

/**
 * Why a record is not put in force over the one that is held under its candidacy; null = new here, or the sender's own.
 * Any enrolled desk could put its text in force over another county's pupil otherwise. What a transfer (3.1c) gave to an
 * office is its own.
 */
export async function reasonAgainstOffice(
  connection: Connection,
  { candidacyId, officeId, revision }: CandidacyMessage,
): Promise<RefusalReason | null> {
  const offices = await officesOfRecord(connection, candidacyId);
  const arrival = await lastArrival(connection, candidacyId);
  // what an office wrote after it gave the record away is not put over the one that has it now
  const hasLeft = arrival !== null && arrival.officeId !== officeId && revision > arrival.revision;
  if (offices.length === 0 || (offices.includes(officeId) && !hasLeft)) return null;
  return {
    code: 'other-office',
    sentence: '这名考生的考籍记录是别的旗县的，这一份没有采用，原来的没有变。',
    next: '核对是不是同一名考生；是转来的，等转籍办完再办，不是的由管理员报自治区查清。',
  };
}
