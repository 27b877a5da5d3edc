import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { DeskInHello } from '../../shared/wire/desk-proof.ts';
import { demoEnrolmentCode } from '../../shared/wire/enrolment.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { keepCertificate } from '../db/store/desk-certificate.ts';
import { saveStanding } from '../db/store/desk-standing.ts';
import { beginIncarnation } from '../db/store/incarnation.ts';
import { saveLacked } from '../db/store/lost-there.ts';
import { readInstallation } from '../db/store/office.ts';
import { findMessage } from '../db/store/outbox.ts';
import { countChangeReceipts, knownChanges } from '../db/store/regained-change.ts';
import { countReceipts } from '../db/store/regained-message.ts';
import { enrolmentRequestOf } from '../security/enrolment-request.ts';
import { provenCertificate } from '../security/proven-certificate.ts';
import type { Exchange, HeardHello } from './exchange.ts';
import type { DeskFaultKind, ExchangeFault } from './exchange-fault.ts';
import type { PushDesk } from './push.ts';

/** Says hello, again where the fault may pass. */
export type Greeting = () => Promise<Result<HeardHello, ExchangeFault>>;

/**
 * The first words of every run: the receiver proves its key, and says what it thinks of this desk, which is kept. A desk of
 * the demo county enrols by itself; a certificate that ends soon is renewed; a file that the region knows more of than it
 * knows itself is a new incarnation from here on. What stands against sending is the fault.
 */
export async function meetRegion(
  desk: PushDesk,
  exchange: Exchange,
  greet: Greeting,
): Promise<Result<HeardHello, ExchangeFault>> {
  // before the question: a push beside it applies receipts that the region has not counted in its answer
  const known: Known = { records: countReceipts(desk.db), changes: countChangeReceipts(desk.db) };
  let hello = await greet();
  if (hello.ok && hello.value.desk?.standing === 'unknown' && readInstallation(desk.db).isDemo === 1) {
    const enrolled = await exchange.enrol(enrolmentRequestOf(desk.db, desk.clock.now()), demoEnrolmentCode);
    if (enrolled.ok && takeCertificate(desk, enrolled.value)) hello = await greet();
  }
  if (hello.ok && isBehind(desk.db, hello.value)) {
    desk.transact((context) => {
      beginIncarnation({ ...context, ids: desk.ids }, 'regionKnowsMore', true);
      return ok(undefined);
    });
    hello = await greet();
  }
  if (!hello.ok) return hello;
  if (hello.value.desk?.renewalDue) {
    const renewed = await exchange.renew();
    const isKept = renewed.ok && takeCertificate(desk, renewed.value);
    // one that had ended stands again from here on, and this run sends and fetches as ever
    if (isKept && hello.value.desk.standing === 'expired') hello = await greet();
    if (!hello.ok) return hello;
  }
  const said = hello.value.desk;
  if (!said) return hello;
  const { lostPhotos, told } = hello.value;
  desk.transact(({ db, clock }) => {
    const lacked = lackedBy(known, said, told);
    saveLacked(db, 'photos', lostPhotos, clock.now());
    saveLacked(db, 'records', lacked.records, clock.now());
    saveLacked(db, 'changes', lacked.changes, clock.now());
    return ok(saveStanding(db, said, clock.now()));
  });
  const fault = faultOfStanding(said);
  return fault === null ? hello : failed({ kind: fault });
}

/** Receipts that were here before the region was asked. */
type Known = { readonly records: number; readonly changes: number };

/** Receipts here that the region does not count: it was put back from a backup. An older receiver says nothing of changes. */
function lackedBy(known: Known, said: DeskInHello, told: HeardHello['told']): Known {
  // whoever is not enrolled sends nothing again
  if (said.standing !== 'enrolled') return { records: 0, changes: 0 };
  const changes = told === null ? 0 : Math.max(0, known.changes - told.receipts);
  return { records: Math.max(0, known.records - said.receipts), changes };
}

/** What the region has against a desk that wants to send; null where it goes on. Held for people there is sent all the same. */
function faultOfStanding({ standing, mustBeEnrolled }: DeskInHello): DeskFaultKind | null {
  if (standing === 'otherOffice') return 'wrongOffice';
  if (standing === 'otherKey') return 'otherKey';
  return standing === 'unknown' && mustBeEnrolled ? 'notEnrolled' : null;
}

/** What ended with the enrolment: nothing comes back to such a desk. Null = it is enrolled, or nobody has to be. */
export function endOfEnrolment(said: DeskInHello | undefined): 'expired' | 'revoked' | null {
  return said?.standing === 'expired' || said?.standing === 'revoked' ? said.standing : null;
}

/** Keeps the region's certificate where it is for this desk; false = it is not, and nothing is changed. */
export function takeCertificate(desk: PushDesk, signed: SignedText): boolean {
  const proven = provenCertificate(desk.db, signed);
  if (!proven.ok) return false;
  desk.transact((context) => ok(keepCertificate(context, signed, proven.value)));
  return true;
}

/**
 * True where the region holds, under this opening's name, a message or a change that this file does not know: it was put back from a
 * backup that was taken since it was opened, so the marker beside it could not tell.
 */
function isBehind(db: DeskDb, { desk, told }: HeardHello): boolean {
  const lostRecord = !!desk?.highest && findMessage(db, desk.highest.messageId) === null;
  return lostRecord || (!!told?.highest && knownChanges(db, [told.highest.messageId]).size === 0);
}
