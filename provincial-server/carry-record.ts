import { type CandidacyMessage, candidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { TransferAct } from '#shared/wire/issue-v2.ts';
import { type RegionNotice, readNotice } from '#shared/wire/region-notice.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { Connection } from './database.ts';
import { IssueFault } from './issue-fault.ts';
import { loadHeldRecord, numbersOfRevisions } from './store/carried-record.ts';
import { lockIssuing, noticesAbout } from './store/notice.ts';
import { ownersOfApplication } from './store/told-change.ts';

type Arrival = Extract<RegionNotice, { kind: 'arrival' }>;

/**
 * What a transfer into another county issues (3.1c): the decision for the office that is left, the record with its receipt
 * for the one that is joined, and behind it the results that the region has told of the pupil. Throws IssueFault where the
 * region does not hold the record, another office holds it now, people have still to decide about it, or the application,
 * where it was told here, is about another record.
 */
export async function transferFacts(
  connection: Connection,
  { now, newId }: { readonly now: () => string; readonly newId: () => string },
  act: TransferAct,
): Promise<readonly unknown[]> {
  await lockIssuing(connection);
  // whoever types two numbers must not send another pupil's record away
  const owners = await ownersOfApplication(connection, act.application);
  if (owners.some(({ candidacyId }) => candidacyId !== act.candidacy))
    throw new IssueFault('这件转籍申请说的是另一份记录：核对业务件编号和记录编号（changes.ts --show）。');
  const held = await loadHeldRecord(connection, act.candidacy);
  const known = (await noticesAbout(connection, told, act.candidacy)).flatMap(({ body }) => readNotice(body) ?? []);
  const arrivals = known.filter((notice) => notice.kind === 'arrival');
  if (arrivals.some(({ applicationId }) => applicationId === act.application))
    throw new IssueFault('这件转籍已经签发过，记录已给了转入的办公室，不再签发一次。');
  const last = arrivals.at(-1);
  if (!held || (holderOf(held, last) ?? '') !== act.office)
    throw new IssueFault('这份记录现在不在这个办公室名下：核对记录编号和转出的办公室。');
  if (!held.isCanonical || held.isInQuestion || !held.wasAccepted)
    throw new IssueFault('这份记录还没有转为生效，或者还有疑问没有决定，不能转籍。先决定它，再签发。');
  if (act.office === act.toOffice) throw new IssueFault('转出、转入是同一个办公室：用 --decide，记录不用带走。');
  const message = readHeld(held.body);
  const at = now();
  const head = { v: 1, issuedAt: at } as const;
  const decided = { decidedBy: act.by, decidedAt: at };
  const step = { step: 'regionDecide', outcome: 'agreed', reason: null, candidacyNo: null };
  const numbers = numbersOf(message, known, await numbersOfRevisions(connection, act.candidacy));
  return [
    {
      ...head,
      kind: 'stepDecision',
      noticeId: newId(),
      officeId: act.office,
      applicationId: act.application,
      ...step,
      ...decided,
    },
    {
      ...head,
      kind: 'arrival',
      noticeId: newId(),
      officeId: act.toOffice,
      candidacyId: act.candidacy,
      applicationId: act.application,
      fromSchool: last ? last.joiningSchool : { code: message.data.schoolCode, name: message.data.schoolName },
      joiningSchool: act.school,
      classCode: act.classCode,
      standing: act.standing,
      ...numbers,
      message: { messageId: held.messageId, revision: held.revision, body: held.body },
      receipt: { body: held.receiptBody, signature: held.receiptSignature },
      ...decided,
    },
    ...known.flatMap((notice) =>
      // what was told to the office that is left alone; what every office gets is there already
      notice.kind === 'subjectResults' && notice.officeId !== null && notice.officeId !== act.toOffice
        ? [{ ...notice, noticeId: newId(), officeId: act.toOffice, issuedAt: at }]
        : [],
    ),
  ];
}

const told = ['acceptance', 'numberAssigned', 'subjectResults', 'arrival'] as const;

/** The office whose record it is: the one it was given to last, until another one's revision is in force. */
function holderOf(held: { readonly officeId: string; readonly revision: number }, last: Arrival | undefined) {
  return last?.message.revision === held.revision ? last.officeId : held.officeId;
}

function readHeld(body: string): CandidacyMessage {
  const parsed = candidacyMessage.safeParse(parseWireJson(body));
  if (!parsed.success) throw new IssueFault('接收端存的这份记录读不出来，不能转给别的办公室。报维护的人。');
  return parsed.data;
}

/** The number that holds: what the region said last, else that of the message; and all the others. */
function numbersOf(message: CandidacyMessage, known: readonly RegionNotice[], ofRevisions: readonly string[]) {
  const given = known
    .flatMap((notice) =>
      (notice.kind === 'acceptance' || notice.kind === 'numberAssigned') && notice.candidacyNo !== null
        ? [{ no: notice.candidacyNo, at: Date.parse(notice.decidedAt) }]
        : [],
    )
    .sort((left, right) => left.at - right.at);
  const candidacyNo = given.at(-1)?.no ?? message.candidacyNo;
  const all = new Set([...ofRevisions, ...given.map(({ no }) => no)]);
  return { candidacyNo, formerNumbers: [...all].filter((no) => no !== candidacyNo).slice(-20) };
}
