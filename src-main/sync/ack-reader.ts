import type { z } from 'zod';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { ackLine } from '../../shared/wire/push-v2.ts';
import { parseWireJson, type SignedText } from '../../shared/wire/signed-text.ts';
import { type ExchangeFault, faultOfCode } from './exchange-fault.ts';

/** What one line of the answer says. */
export type AckLine =
  | { readonly kind: 'text'; readonly messageId: string }
  | { readonly kind: 'undecided'; readonly messageId: string }
  | { readonly kind: 'parked'; readonly messageId: string }
  | { readonly kind: 'receipt'; readonly messageId: string; readonly receipt: SignedText }
  | { readonly kind: 'badRecord'; readonly messageId: string; readonly code: string }
  | { readonly kind: 'photo'; readonly sha256: string; readonly bytes: number }
  | { readonly kind: 'badPhoto'; readonly sha256: string; readonly code: string }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'end'; readonly contiguous: number }
  | { readonly kind: 'fatal'; readonly fault: ExchangeFault };

/** Whole lines of an answer that is still arriving. */
export type AckReader = { push(bytes: Uint8Array): Result<readonly AckLine[], ExchangeFault> };

/** a receipt is the longest line: signed text of at most 4 KB, escaped */
const longestLine = 64 * 1024;

/**
 * Cuts the answer into lines and reads each. A line of an unknown shape is passed over if it is JSON (a later receiver may
 * say more); anything else is no receiver.
 */
export function createAckReader(): AckReader {
  let rest = Buffer.alloc(0);
  return {
    push(bytes) {
      rest = Buffer.concat([rest, bytes]);
      const lines: AckLine[] = [];
      for (let at = rest.indexOf(0x0a); at !== -1; at = rest.indexOf(0x0a)) {
        const text = rest.subarray(0, at).toString('utf8').trim();
        rest = rest.subarray(at + 1);
        if (text === '') continue;
        const json = parseWireJson(text);
        if (typeof json !== 'object' || json === null) return failed({ kind: 'notAReceiver' });
        const read = ackLine.safeParse(json);
        if (read.success) lines.push(inOneShape(read.data));
      }
      return rest.length > longestLine ? failed({ kind: 'notAReceiver' }) : ok(lines);
    },
  };
}

function inOneShape(line: z.infer<typeof ackLine>): AckLine {
  if ('o' in line) {
    const messageId = line.o;
    if ('receipt' in line) return { kind: 'receipt', messageId, receipt: line.receipt };
    return 'bad' in line ? { kind: 'badRecord', messageId, code: line.bad } : { kind: line.s, messageId };
  }
  if ('b' in line) {
    return 'bad' in line
      ? { kind: 'badPhoto', sha256: line.b, code: line.bad }
      : { kind: 'photo', sha256: line.b, bytes: line.n };
  }
  if ('end' in line) return { kind: 'end', contiguous: line.contiguous };
  return 'bad' in line ? { kind: 'fatal', fault: faultOfCode(line.bad) } : { kind: 'heartbeat' };
}
