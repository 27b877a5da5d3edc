import { createFrameReader, type Frame, frameTypes } from '#shared/wire/frame.ts';
import type { ProblemCode } from '#shared/wire/push.ts';
import type { AckLine } from '#shared/wire/push-v2.ts';
import type { Receiver } from './accept-record.ts';
import { contiguousNumber } from './store/staged-message.ts';
import { readRecordLines, takePhoto, takeRecords } from './take-frames.ts';

/** How one stream went, for the log: counts and sizes, nothing of what was in it. */
export type StreamEnd = {
  readonly records: number;
  readonly bytes: number;
  /** null = ended in order; 'cut' = the line broke; else the fault that was told */
  readonly code: ProblemCode | 'cut' | null;
};

type StreamPort = {
  readonly body: AsyncIterable<Uint8Array>;
  readonly write: (line: AckLine) => void;
  /** true when the receiver is being stopped: what has begun is finished, nothing new is taken */
  readonly isStopping: () => boolean;
  /** the problem behind an error that was thrown */
  readonly codeOf: (error: unknown) => ProblemCode;
};

const heartbeatMs = 2000;

/**
 * Takes one stream of frames, one after the other: whoever sends faster than the disk takes is slowed down by TCP. Every
 * line that goes back speaks of something that is committed. A cut line loses nothing that was acknowledged.
 */
export async function takeStream(receiver: Receiver, port: StreamPort): Promise<StreamEnd> {
  const reader = createFrameReader();
  const sender = { deviceId: '', incarnation: '' };
  let [records, bytes] = [0, 0];
  const heart = setInterval(() => port.write({ t: receiver.now() }), heartbeatMs);
  const stop = (code: ProblemCode): StreamEnd => {
    port.write({ bad: code });
    return { records, bytes, code };
  };
  port.write({ t: receiver.now() });
  try {
    for await (const chunk of port.body) {
      bytes += chunk.length;
      const frames = reader.push(chunk);
      if ('fault' in frames) return stop('bad-frame');
      for (const frame of frames) {
        if (port.isStopping()) return stop('busy');
        if (frame.type === frameTypes.end) {
          const contiguous =
            sender.deviceId === '' ? 0 : await contiguousNumber(receiver.db, sender.deviceId, sender.incarnation);
          port.write({ end: 1, contiguous });
          return { records, bytes, code: null };
        }
        const taken = await takeFrame(receiver, frame);
        if (taken === null) return stop('bad-frame');
        records += taken.records;
        if (taken.sender) Object.assign(sender, taken.sender);
        for (const line of taken.acks) port.write(line);
      }
    }
    return { records, bytes, code: 'cut' };
  } catch (error) {
    return isCut(error) ? { records, bytes, code: 'cut' } : stop(port.codeOf(error));
  } finally {
    clearInterval(heart);
  }
}

type Taken = {
  readonly acks: readonly AckLine[];
  readonly records: number;
  readonly sender: { readonly deviceId: string; readonly incarnation: string } | null;
};

async function takeFrame(receiver: Receiver, frame: Frame): Promise<Taken | null> {
  if (frame.type === frameTypes.photo) return { acks: await takePhoto(receiver, frame), records: 0, sender: null };
  if (frame.type !== frameTypes.records) return { acks: [], records: 0, sender: null };
  const lines = readRecordLines(frame);
  const first = lines?.[0]?.envelope;
  if (!lines || !first) return null;
  return { acks: await takeRecords(receiver, lines), records: lines.length, sender: first };
}

function isCut(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'EPIPE';
}
