import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { PULL_MEDIA_TYPE, type PullLine, type PullQuery, pullLine } from '../../shared/wire/pull-v2.ts';
import { parseWireJson } from '../../shared/wire/signed-text.ts';
import { addressAt, type ExchangeOptions } from './exchange.ts';
import { type ExchangeFault, faultOfAnswer, faultOfError } from './exchange-fault.ts';

type NoticeAt = Extract<PullLine, { c: string }>;

/** A page as far as it came: whole lines in their order; `end` null = it was cut, or holds something that is no line. */
export type PullPage = {
  readonly notices: readonly NoticeAt[];
  readonly end: Extract<PullLine, { end: 1 }> | null;
  /** behind the last good line stands something that no receiver sends */
  readonly isStrange: boolean;
};

/** Asks for the page after a cursor (GET /v2/pull). The caller has had a hello that proved the key. */
export async function askPage(
  { receiverUrl, call, signal, proof }: ExchangeOptions,
  query: PullQuery,
): Promise<Result<PullPage, ExchangeFault>> {
  if (signal.aborted) return failed({ kind: 'stopped' });
  const url = new URL(addressAt(receiverUrl, 'v2/pull'));
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  try {
    const request = { url: url.href, mediaType: PULL_MEDIA_TYPE, body: new Uint8Array(), signal };
    const answer = await call({ ...request, isQuestion: true, headers: proof.headers('GET', url.href, null) });
    const fault = faultOfAnswer(answer, PULL_MEDIA_TYPE);
    return fault ? failed(fault) : ok(readPage(Buffer.from(answer.body).toString('utf8')));
  } catch (error) {
    return failed(faultOfError(error, signal));
  }
}

/** The whole lines of a page's text; what stands behind the last line feed was cut. */
function readPage(text: string): PullPage {
  const notices: NoticeAt[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const parsed = pullLine.safeParse(parseWireJson(line));
    if (!parsed.success) return { notices, end: null, isStrange: true };
    if ('end' in parsed.data) return { notices, end: parsed.data, isStrange: false };
    notices.push(parsed.data);
  }
  return { notices, end: null, isStrange: false };
}
