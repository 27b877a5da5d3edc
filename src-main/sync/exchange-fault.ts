import { type ProblemCode, problem } from '../../shared/wire/push.ts';
import { ACK_MEDIA_TYPE } from '../../shared/wire/push-v2.ts';
import { parseWireJson } from '../../shared/wire/signed-text.ts';
import type { HttpAnswer } from './http-call.ts';

/** Why the exchange itself did not work. Judgements about a record are receipts, never one of these. */
export type ExchangeFault =
  | { readonly kind: 'noAnswer' | 'busy' | 'loginPage' | 'clockWrong' | 'certificate' | 'stopped' }
  | { readonly kind: 'notAReceiver' | 'wrongKey' | 'version' | 'storage' }
  /** about this desk itself: what it sends stays here, or waits there for people */
  | { readonly kind: DeskFaultKind }
  | { readonly kind: 'record'; readonly code: ProblemCode };

/** What the region may have against a desk, and against a code that is to enrol it. */
export type DeskFaultKind =
  | 'notEnrolled'
  | 'wrongOffice'
  | 'otherKey'
  | 'expired'
  | 'revoked'
  | 'undecided'
  | 'badCode'
  | 'tooManyTries';

/** True where the same request may go through a moment later. */
export function isPassing(fault: ExchangeFault): boolean {
  return (
    fault.kind === 'noAnswer' ||
    fault.kind === 'busy' ||
    (fault.kind === 'record' && (fault.code === 'hash-mismatch' || fault.code === 'broken'))
  );
}

/** The fault of an answer that is not a 200 of the expected type; null when it is one. */
export function faultOfAnswer(answer: HttpAnswer, expected = 'application/json'): ExchangeFault | null {
  const { status, mediaType } = answer;
  if (mediaType === 'text/html' || status === 511 || (status >= 300 && status < 400)) return { kind: 'loginPage' };
  if (status === 200) return mediaType === expected ? null : { kind: 'notAReceiver' };
  const said = problem.safeParse(parseWireJson(Buffer.from(answer.body).toString('utf8')));
  if (said.success) return faultOfProblem(said.data.code);
  return status >= 500 || status === 429 ? { kind: 'busy' } : { kind: 'notAReceiver' };
}

function faultOfProblem(code: ProblemCode): ExchangeFault {
  if (code === 'busy' || code === 'storage' || code === 'version') return { kind: code };
  if (code === 'not-found') return { kind: 'notAReceiver' };
  // the challenge is over, or a box in between has sent a request twice: the next hello mends it
  if (code === 'stale-proof') return { kind: 'busy' };
  const aboutDesk = deskFaults[code];
  if (aboutDesk) return { kind: aboutDesk };
  return { kind: 'record', code };
}

const deskFaults: Partial<Record<ProblemCode, DeskFaultKind>> = {
  unproven: 'notEnrolled',
  'not-enrolled': 'notEnrolled',
  'wrong-office': 'wrongOffice',
  revoked: 'revoked',
  undecided: 'undecided',
  'bad-code': 'badCode',
  'too-many-tries': 'tooManyTries',
};

const clockCodes = ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'];
const certificateCodes = /^(ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/u;

/** True for the code of an error of TLS: who answers has not proven who it is, or by this desk's clock not any more. */
export function isAboutCertificate(code: string): boolean {
  return clockCodes.includes(code) || certificateCodes.test(code);
}

/** The fault behind an error of a socket. */
export function faultOfError(error: unknown, signal: AbortSignal): ExchangeFault {
  if (signal.aborted) return { kind: 'stopped' };
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (clockCodes.includes(code)) return { kind: 'clockWrong' };
  if (certificateCodes.test(code)) return { kind: 'certificate' };
  if (code === 'answerTooLarge' || code.startsWith('HPE_')) return { kind: 'notAReceiver' };
  return { kind: 'noAnswer' };
}

/** An answer that is not a stream of acknowledgements, as far as it came. */
export type Refusal = { readonly status: number; readonly mediaType: string; readonly chunks: Uint8Array[] };

/** True for the head of a stream of acknowledgements. */
export function isAckAnswer(status: number, mediaType: string): boolean {
  return status === 200 && mediaType === ACK_MEDIA_TYPE;
}

/** The fault of a streaming request that was answered with something else. */
export function faultOfRefusal({ status, mediaType, chunks }: Refusal): ExchangeFault {
  return faultOfAnswer({ status, mediaType, body: Buffer.concat(chunks) }) ?? { kind: 'notAReceiver' };
}

/** The fault that the receiver names on the stream itself before it closes. */
export function faultOfCode(code: string): ExchangeFault {
  const known = problem.shape.code.safeParse(code);
  return known.success ? faultOfProblem(known.data) : { kind: 'busy' };
}
