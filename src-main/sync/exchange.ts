import type { z } from 'zod';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { type HelloBody, helloAnswer, readHelloBody } from '../../shared/wire/hello.ts';
import { type HaveAnswer, haveAnswer, RECORD_MEDIA_TYPE, recordAnswer } from '../../shared/wire/push.ts';
import { type HaveAnswerV2, haveAnswerV2 } from '../../shared/wire/push-v2.ts';
import { parseWireJson, type SignedText } from '../../shared/wire/signed-text.ts';
import { signatureHolds } from '../security/signature.ts';
import { type ExchangeFault, faultOfAnswer, faultOfError } from './exchange-fault.ts';
import type { HttpCall } from './http-call.ts';

/** The three questions a desk asks a receiver (docs/sync-protocol.md). Nothing throws; a fault is data. */
export type Exchange = {
  /** proves the receiver's key; nothing personal is sent before it */
  hello(nonce: string): Promise<Result<HelloBody, ExchangeFault>>;
  have(ids: readonly string[]): Promise<Result<HaveAnswer, ExchangeFault>>;
  /** version 2: messages and photos, each at most 500; `isAfterFault`: over a connection of its own */
  haveV2(
    ids: readonly string[],
    photos: readonly string[],
    isAfterFault: boolean,
  ): Promise<Result<HaveAnswerV2, ExchangeFault>>;
  /** the receipt as it came; the caller verifies it */
  send(frame: Uint8Array): Promise<Result<SignedText, ExchangeFault>>;
};

export type ExchangeOptions = {
  readonly receiverUrl: string;
  readonly regionPublicKey: string;
  readonly call: HttpCall;
  readonly signal: AbortSignal;
};

/** Talks to the receiver at `receiverUrl`. */
export function createExchange(options: ExchangeOptions): Exchange {
  return {
    async hello(nonce) {
      const answered = await askJson(options, 'v1/hello', { nonce }, helloAnswer);
      if (!answered.ok) return answered;
      const { hello } = answered.value;
      const body = signatureHolds(hello.body, hello.signature, options.regionPublicKey)
        ? readHelloBody(hello.body)
        : null;
      if (body?.nonce !== nonce) return failed({ kind: 'wrongKey' });
      return body.versions.includes(1) && body.suites.includes(1) ? ok(body) : failed({ kind: 'version' });
    },
    have: (ids) => askJson(options, 'v1/have', { ids }, haveAnswer),
    haveV2: (ids, photos, isFresh) => askJson(options, 'v2/have', { ids, photos }, haveAnswerV2, isFresh),
    async send(frame) {
      const answered = await ask(options, 'v1/records', RECORD_MEDIA_TYPE, frame, recordAnswer);
      return answered.ok ? ok(answered.value.receipt) : answered;
    },
  };
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
  { receiverUrl, call, signal }: ExchangeOptions,
  path: string,
  mediaType: string,
  body: Uint8Array,
  answerShape: S,
  isFresh = false,
): Promise<Result<z.output<S>, ExchangeFault>> {
  if (signal.aborted) return failed({ kind: 'stopped' });
  const base = receiverUrl.endsWith('/') ? receiverUrl : `${receiverUrl}/`;
  try {
    const answer = await call({ url: new URL(path, base).href, mediaType, body, signal, isFresh });
    const fault = faultOfAnswer(answer);
    if (fault) return failed(fault);
    const parsed = answerShape.safeParse(parseWireJson(Buffer.from(answer.body).toString('utf8')));
    return parsed.success ? ok(parsed.data) : failed({ kind: 'notAReceiver' });
  } catch (error) {
    return failed(faultOfError(error, signal));
  }
}
