import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { type ChangeLine, changeLine } from '#shared/wire/change-message.ts';
import type { Frame } from '#shared/wire/frame.ts';
import { type RecordEnvelopeV2, recordLine } from '#shared/wire/push-v2.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';

export type RecordLine = { readonly envelope: RecordEnvelopeV2; readonly body: string };

/** The lines of a frame of records; null when it is not what its header says. Never unpacks more than the header names. */
export function readRecordLines(frame: Frame): readonly RecordLine[] | null {
  return readLines(frame, recordLine);
}

/** The same of a frame of changes. */
export function readChangeLines(frame: Frame): readonly ChangeLine[] | null {
  return readLines(frame, changeLine);
}

function readLines<S extends z.ZodType>(frame: Frame, shape: S): readonly z.output<S>[] | null {
  const unpacked = unpack(frame);
  if (!unpacked || sha256(unpacked) !== Buffer.from(frame.id).toString('hex')) return null;
  const lines = unpacked
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => shape.safeParse(parseWireJson(text)));
  if (lines.length === 0 || lines.length > 64) return null;
  const read = lines.flatMap((line) => (line.success ? [line.data] : []));
  return read.length === lines.length ? read : null;
}

function unpack({ gzip, payload, total }: Frame): Buffer | null {
  if (!gzip) return payload.length === total ? Buffer.from(payload) : null;
  try {
    const unpacked = gunzipSync(payload, { maxOutputLength: Math.max(1, total) });
    return unpacked.length === total ? unpacked : null;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
