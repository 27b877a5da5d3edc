import { createHash } from 'node:crypto';
import { localDate } from '#shared/lib/local-time.ts';
import { maskName, maskNumber } from '#shared/lib/mask.ts';
import type { CertificateCheckAnswer, CertificateCheckRequest } from '#shared/wire/certificate-check-v2.ts';
import {
  type CertifiedText,
  certificateCode,
  certificateLine,
  certificateSignature,
  certifiedText,
  readCertificateLine,
  tidyCertificateCode,
  tidyCertificateNumber,
} from '#shared/wire/certificate-text.ts';
import type { Receiver } from './accept-record.ts';
import { type CertificateFinding, wordsOf } from './certificate-words.ts';
import { termStanding } from './desk-door.ts';
import { signedByKey } from './enrolled-key.ts';
import { type EnrolledDesk, findEnrolledDesk } from './store/enrolled-desk.ts';
import { holderOf, type ToldCertificate, toldCertificates } from './store/told-certificate.ts';

type Signed = { readonly facts: CertifiedText; readonly signature: string };

/**
 * Whether a paper is genuine, by the line of its QR code or by its number and typed code. What a desk told counts; the signature is
 * proved anew with the desk's enrolled key. A paper of which nothing was told yet is judged by its signature alone.
 */
export async function checkCertificate(
  { db, now }: Pick<Receiver, 'db' | 'now'>,
  { text, code }: CertificateCheckRequest,
  isStaff: boolean,
): Promise<CertificateCheckAnswer> {
  const line = readCertificateLine(text);
  const number = line?.facts.number ?? tidyCertificateNumber(text);
  if (number === null) return answerOf({ kind: 'unreadable' }, { number });
  // another desk may have told the same number: only the line says whose paper it is
  const told = (await toldCertificates(db, number)).filter(
    ({ certified }) => line === null || certified.deviceId === line.facts.deviceId,
  );
  const isMeant = ({ certified, signature }: ToldCertificate) =>
    line === null
      ? tidyCertificateCode(code) === tidyCertificateCode(codeOf(signature))
      : text.trim() === certificateLine(certified, signature);
  const registered = told.filter(({ state }) => state === 'stored');
  const these = registered.filter(isMeant);
  const meant = these.find(({ withdrawn }) => withdrawn !== null) ?? these[0] ?? null;
  const waiting = told.filter(({ state }) => state !== 'stored').filter(isMeant);
  const [first = null] = waiting;
  const isOfOneDesk = (one: ToldCertificate) => first === null || one.certified.deviceId === first.certified.deviceId;
  if (!meant && registered.some(isOfOneDesk)) return answerOf({ kind: line ? 'otherLine' : 'otherCode' }, { number });
  const signed = line ?? signedOf(meant ?? first);
  if (!signed) return answerOf({ kind: 'unknownNumber' }, { number });
  const desk = await findEnrolledDesk(db, signed.facts.deviceId);
  if (!desk) return answerOf({ kind: 'unknownDesk' }, { number });
  if (!isSigned(signed, desk)) return answerOf({ kind: 'forged' }, { number });
  const standing = termStanding(desk, now());
  const proven = { number, issuedOn: signed.facts.issuedOn, desk };
  if (meant) {
    const { withdrawn } = meant;
    const held = await holderOf(db, meant.candidacyId);
    const holder = held && { fullName: maskName(held.fullName), documentNumber: maskNumber(held.documentNumber) };
    const isTakenBack = waiting.some(({ state, withdrawn: word }) => state !== 'refused' && word !== null);
    if (withdrawn)
      return answerOf({ kind: 'withdrawn', ...withdrawn, isStaff }, { ...proven, holder, withdrawn, isStaff });
    return answerOf({ kind: isTakenBack ? 'withdrawalWaits' : 'genuine', standing }, { ...proven, holder });
  }
  const isLate = standing === 'expired' && signed.facts.issuedOn > localDate(desk.validUntil);
  if (standing === 'revoked' || isLate) return answerOf({ kind: 'deskOver', standing }, proven);
  if (waiting.some(({ state, withdrawn }) => state !== 'refused' && withdrawn !== null))
    return answerOf({ kind: 'withdrawalWaits', standing }, proven);
  return answerOf(first ? registrationFate(first) : { kind: 'unregistered' }, proven);
}

/** Where the registration has come and does not count. */
function registrationFate({ state, waitsFor }: ToldCertificate): CertificateFinding {
  if (waitsFor !== null) return { kind: 'registrationParked', waitsFor };
  return { kind: state === 'undecided' ? 'registrationUndecided' : 'registrationRefused' };
}

function signedOf(told: ToldCertificate | null): Signed | null {
  return told && { facts: told.certified, signature: told.signature };
}

function isSigned({ facts, signature }: Signed, { publicKey }: EnrolledDesk): boolean {
  return certificateSignature.safeParse(signature).success && signedByKey(certifiedText(facts), signature, publicKey);
}

function codeOf(signature: string): string {
  return certificateCode(createHash('sha256').update(signature, 'utf8').digest('hex'));
}

type Proven = {
  readonly number: string | null;
  readonly issuedOn?: string;
  readonly desk?: EnrolledDesk;
  readonly holder?: CertificateCheckAnswer['holder'];
  readonly withdrawn?: ToldCertificate['withdrawn'];
  readonly isStaff?: boolean;
};

function answerOf(
  finding: CertificateFinding,
  { number, issuedOn = '', desk, holder = null, withdrawn = null, isStaff = false }: Proven,
): CertificateCheckAnswer {
  const { verdict, sentence } = wordsOf(finding, { issuedOn, holder, deskName: desk?.deskName ?? '' });
  return {
    v: 2,
    verdict,
    sentence,
    number,
    issuedOn: issuedOn || null,
    withdrawnAt: withdrawn?.at ?? null,
    withdrawnReason: isStaff ? (withdrawn?.reason ?? null) : null,
    desk: desk ? { deviceId: desk.deviceId, officeId: desk.officeId, deskName: desk.deskName } : null,
    holder,
  };
}
