import type { z } from 'zod';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { SignedManifest } from '../../shared/wire/batch-manifest.ts';
import { type BatchesAnswer, batchesAnswer } from '../../shared/wire/batches-v2.ts';
import { enrolAnswer } from '../../shared/wire/enrolment.ts';
import { type HelloBody, helloAnswer, readHelloBody, readToldHere, type ToldHere } from '../../shared/wire/hello.ts';
import { type LostPhotoLine, lostPhotosAnswer } from '../../shared/wire/lost-photos-v2.ts';
import { type HaveAnswer, haveAnswer, RECORD_MEDIA_TYPE, recordAnswer } from '../../shared/wire/push.ts';
import { type HaveAnswerV2, haveAnswerV2 } from '../../shared/wire/push-v2.ts';
import {
  type RegainedChange,
  type RegainedMessage,
  regainAnswer,
  regainMessagesAnswer,
  toldChangesAnswer,
} from '../../shared/wire/regain-v2.ts';
import { parseWireJson, type SignedText } from '../../shared/wire/signed-text.ts';
import { signatureHolds } from '../security/signature.ts';
import type { DeskProof } from './desk-proof.ts';
import { type ExchangeFault, faultOfAnswer, faultOfError } from './exchange-fault.ts';
import type { HttpCall } from './http-call.ts';

/**
 * `told` null = the receiver is older and does not say what it holds of the desk's changes. `lostPhotos` = so many photos of this
 * desk it wants again; its unproven word, by which nothing but a question follows.
 */
export type HeardHello = HelloBody & { readonly told: ToldHere | null; readonly lostPhotos: number };

type Ids = { readonly ids: readonly string[]; readonly more: boolean };

/** The questions a desk asks a receiver (docs/sync-protocol.md). Nothing throws; a fault is data. */
export type Exchange = {
  /** proves the receiver's key; nothing personal is sent before it */
  hello(nonce: string): Promise<Result<HeardHello, ExchangeFault>>;
  have(ids: readonly string[]): Promise<Result<HaveAnswer, ExchangeFault>>;
  /** version 2: messages and photos, each at most 500; `isAfterFault`: over a connection of its own */
  haveV2(
    ids: readonly string[],
    photos: readonly string[],
    isAfterFault: boolean,
  ): Promise<Result<HaveAnswerV2, ExchangeFault>>;
  /** the receipt as it came; the caller verifies it */
  send(frame: Uint8Array): Promise<Result<SignedText, ExchangeFault>>;
  /** shows a manifest, or asks only; the standings as they came, the caller verifies them */
  batches(manifest: SignedManifest | null, ask: readonly string[]): Promise<Result<BatchesAnswer, ExchangeFault>>;
  /** the certificate as it came, for a signed request and a one-time code; the caller verifies it */
  enrol(request: SignedText, code: string): Promise<Result<SignedText, ExchangeFault>>;
  renew(): Promise<Result<SignedText, ExchangeFault>>;
  /** ids of this desk's messages that have a receipt, behind `after` */
  regainIds(after: string | null): Promise<Result<Ids, ExchangeFault>>;
  regainMessages(ids: readonly string[]): Promise<Result<readonly RegainedMessage[], ExchangeFault>>;
  /** the same of what was told beside the records, also what waits there */
  regainChangeIds(after: string | null): Promise<Result<Ids, ExchangeFault>>;
  regainChanges(ids: readonly string[]): Promise<Result<readonly RegainedChange[], ExchangeFault>>;
  /** photos of this desk that the region has lost, behind `after` in the order of their names */
  lostPhotos(
    after: string | null,
  ): Promise<Result<{ readonly photos: readonly LostPhotoLine[]; readonly more: boolean }, ExchangeFault>>;
  /** a photo that this desk once sent; the caller checks its hash */
  photo(sha256: string): Promise<Result<Uint8Array, ExchangeFault>>;
};

export type ExchangeOptions = {
  readonly receiverUrl: string;
  readonly regionPublicKey: string;
  readonly call: HttpCall;
  readonly signal: AbortSignal;
  readonly proof: DeskProof;
};

/** Talks to the receiver at `receiverUrl`. */
export function createExchange(options: ExchangeOptions): Exchange {
  return {
    async hello(nonce) {
      const { proof } = options;
      const answered = await askJson(options, 'v1/hello', { nonce, desk: proof.statement(nonce) }, helloAnswer);
      if (!answered.ok) return answered;
      const { hello, told: toldText, lostPhotos = 0 } = answered.value;
      const body = signatureHolds(hello.body, hello.signature, options.regionPublicKey)
        ? readHelloBody(hello.body)
        : null;
      if (body?.nonce !== nonce) return failed({ kind: 'wrongKey' });
      const told = toldText ? readToldHere(toldText.body) : null;
      const isTold = toldText && signatureHolds(toldText.body, toldText.signature, options.regionPublicKey);
      if (toldText && !(isTold && told?.nonce === nonce)) return failed({ kind: 'wrongKey' });
      proof.learn(body.desk);
      return body.versions.includes(1) && body.suites.includes(1)
        ? ok({ ...body, told, lostPhotos })
        : failed({ kind: 'version' });
    },
    have: (ids) => askJson(options, 'v1/have', { ids }, haveAnswer),
    haveV2: (ids, photos, isFresh) => askJson(options, 'v2/have', { ids, photos }, haveAnswerV2, isFresh),
    async send(frame) {
      const answered = await ask(options, 'v1/records', RECORD_MEDIA_TYPE, frame, recordAnswer);
      return answered.ok ? ok(answered.value.receipt) : answered;
    },
    batches: (manifest, ask) => askJson(options, 'v2/batches', { manifest, ask }, batchesAnswer),
    async enrol(request, code) {
      const answered = await askJson(options, 'v2/enrol', { request, code }, enrolAnswer);
      // the request is signed by its own key: what is not proven is that the region knows this id under it
      if (!answered.ok && answered.fault.kind === 'notEnrolled') return failed({ kind: 'otherKey' });
      return answered.ok ? ok(answered.value.certificate) : answered;
    },
    async renew() {
      const answered = await askJson(options, 'v2/renew', {}, enrolAnswer);
      return answered.ok ? ok(answered.value.certificate) : answered;
    },
    regainIds: (after) => askJson(options, 'v2/regain', { after }, regainAnswer),
    async regainMessages(ids) {
      const answered = await askJson(options, 'v2/messages', { ids }, regainMessagesAnswer);
      return answered.ok ? ok(answered.value.messages) : answered;
    },
    regainChangeIds: (after) => askJson(options, 'v2/regain-changes', { after }, regainAnswer),
    async regainChanges(ids) {
      const answered = await askJson(options, 'v2/told-changes', { ids }, toldChangesAnswer);
      return answered.ok ? ok(answered.value.changes) : answered;
    },
    lostPhotos: (after) => askJson(options, 'v2/lost-photos', { after }, lostPhotosAnswer),
    photo: (sha256) => askPhoto(options, sha256),
  };
}

async function askPhoto(
  { receiverUrl, call, signal, proof }: ExchangeOptions,
  sha256: string,
): Promise<Result<Uint8Array, ExchangeFault>> {
  if (signal.aborted) return failed({ kind: 'stopped' });
  const url = addressAt(receiverUrl, `v2/photo?sha256=${sha256}`);
  try {
    const request = { url, mediaType: 'image/jpeg', body: new Uint8Array(), signal, isQuestion: true } as const;
    const answer = await call({ ...request, headers: proof.headers('GET', url, null) });
    const fault = faultOfAnswer(answer, 'image/jpeg');
    if (fault) return failed(fault);
    return answer.isCut ? failed({ kind: 'noAnswer' }) : ok(answer.body);
  } catch (error) {
    return failed(faultOfError(error, signal));
  }
}

/** An address below the receiver's. */
export function addressAt(receiverUrl: string, path: string): string {
  return new URL(path, receiverUrl.endsWith('/') ? receiverUrl : `${receiverUrl}/`).href;
}

function askJson<S extends z.ZodType>(
  options: ExchangeOptions,
  path: string,
  question: unknown,
  answerShape: S,
  isFresh = false,
): Promise<Result<z.output<S>, ExchangeFault>> {
  return ask(options, path, 'application/json', Buffer.from(JSON.stringify(question), 'utf8'), answerShape, isFresh);
}

async function ask<S extends z.ZodType>(
  { receiverUrl, call, signal, proof }: ExchangeOptions,
  path: string,
  mediaType: string,
  body: Uint8Array,
  answerShape: S,
  isFresh = false,
): Promise<Result<z.output<S>, ExchangeFault>> {
  if (signal.aborted) return failed({ kind: 'stopped' });
  const url = addressAt(receiverUrl, path);
  try {
    const headers = proof.headers('POST', url, body);
    const answer = await call({ url, mediaType, body, signal, isFresh, headers });
    const fault = faultOfAnswer(answer);
    if (fault) return failed(fault);
    const parsed = answerShape.safeParse(parseWireJson(Buffer.from(answer.body).toString('utf8')));
    return parsed.success ? ok(parsed.data) : failed({ kind: 'notAReceiver' });
  } catch (error) {
    return failed(faultOfError(error, signal));
  }
}
