import { envelopeProofText } from '#shared/wire/desk-proof.ts';
import type { AckLine } from '#shared/wire/push-v2.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { Sender } from './desk-door.ts';
import { signedByKey } from './enrolled-key.ts';
import type { RecordLine } from './read-records.ts';

/** The lines that the desk which sends them may send, and what is said of the others. */
export type CheckedLines = { readonly good: readonly RecordLine[]; readonly bad: readonly AckLine[] };

/**
 * A line counts where its desk has signed the envelope, so that its number is evidence, and its text is of the desk's own
 * office. Anybody's lines pass on a receiver for trials.
 */
export function checkLines(sender: Sender, lines: readonly RecordLine[]): CheckedLines {
  if (sender.kind === 'anybody') return { good: lines, bad: [] };
  const good: RecordLine[] = [];
  const bad: AckLine[] = [];
  for (const line of lines) {
    const code = faultOf(sender.desk, line);
    if (code === null) good.push(line);
    else bad.push({ o: line.envelope.messageId, bad: code });
  }
  return { good, bad };
}

function faultOf(
  desk: { readonly deviceId: string; readonly officeId: string; readonly publicKey: string },
  { envelope, body }: RecordLine,
): string | null {
  const { signature, ...names } = envelope;
  if (names.deviceId !== desk.deviceId) return 'unproven';
  if (!signature || !signedByKey(envelopeProofText(names), signature, desk.publicKey)) return 'unproven';
  return isOfOffice(body, desk.officeId) ? null : 'wrong-office';
}

/** True where the text names this office, or is so broken that the judge will say more. */
export function isOfOffice(body: string, officeId: string): boolean {
  const json = parseWireJson(body);
  return typeof json !== 'object' || json === null || !('officeId' in json) || json.officeId === officeId;
}
