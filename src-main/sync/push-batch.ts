import { PUSH_MEDIA_TYPE } from '../../shared/wire/push-v2.ts';
import { createAckReader } from './ack-reader.ts';
import { type ExchangeFault, faultOfError, faultOfRefusal, isAckAnswer, type Refusal } from './exchange-fault.ts';
import type { HttpStream } from './http-stream.ts';
import type { OutgoingFrame, PushStream, StreamEnd, StreamPort } from './push-stream.ts';

/** Bytes of one finite batch, by how the last ones went. */
export type BatchSize = { bytes(): number; went(fault: ExchangeFault | null, ms: number): void };

const smallest = 48 * 1024;
const largest = 1024 * 1024;

/** Starts at 48 KB: doubled when a batch took less than 1.5 s, 32 KB more below 3 s, halved above 6 s or after a fault. */
export function createBatchSize(): BatchSize {
  let bytes = smallest;
  return {
    bytes: () => bytes,
    went(fault, ms) {
      if (fault || ms > 6000) bytes = Math.max(smallest, Math.floor(bytes / 2));
      else if (ms < 1500) bytes = Math.min(largest, bytes * 2);
      else if (ms < 3000) bytes = Math.min(largest, bytes + 32 * 1024);
    },
  };
}

/** behind something that collects the body first, an answer may take the time of the whole way */
const patience = 3;
const pieceBytes = 32 * 1024;

/**
 * The same frames as one finite body on the same address, for lines with something in between that hands a request on only
 * when it is complete. The answer's lines come at the end; until then nothing of it counts as held.
 */
export function openPushBatch(port: StreamPort, size: BatchSize): PushStream {
  const startedAt = port.now();
  const frames: OutgoingFrame[] = [];
  let total = 0;
  while (total < size.bytes()) {
    const frame = port.next(size.bytes() - total, pieceBytes);
    if (!frame) break;
    frames.push(frame);
    total += frame.bytes.length;
  }
  const body = Buffer.concat([...frames.map((one) => one.bytes), port.endFrame()]);
  const reader = createAckReader();
  let refusal: Refusal | null = null;
  let heardAt = startedAt;
  let sendAt = startedAt + port.limit(body.length);
  let connection: HttpStream | null = null;
  let isOver = false;
  let settle: (end: StreamEnd) => void = () => undefined;
  const ended = new Promise<StreamEnd>((resolve) => {
    settle = resolve;
  });
  const onAbort = () => over({ kind: 'stopped' });
  const over = (fault: ExchangeFault | null) => {
    if (isOver) return;
    isOver = true;
    port.signal.removeEventListener('abort', onAbort);
    connection?.destroy();
    const ms = port.now() - sendAt;
    size.went(fault, ms);
    settle({ fault, isMute: false, ms });
  };
  const onBytes = (chunk: Uint8Array) => {
    heardAt = port.now();
    if (refusal) return void refusal.chunks.push(chunk);
    const read = reader.push(chunk);
    if (!read.ok) return over(read.fault);
    port.onLines(read.value);
    const stop = read.value.find((line) => line.kind === 'end' || line.kind === 'fatal');
    if (stop) over(stop.kind === 'fatal' ? stop.fault : null);
  };
  const send = () => {
    sendAt = port.now();
    heardAt = sendAt;
    connection = port.open({
      url: port.url,
      mediaType: `${PUSH_MEDIA_TYPE}; v=2`,
      length: body.length,
      listener: {
        connected() {
          heardAt = port.now();
        },
        head(status, mediaType) {
          if (!isAckAnswer(status, mediaType)) refusal = { status, mediaType, chunks: [] };
        },
        bytes: onBytes,
        over({ error }) {
          if (refusal) return over(faultOfRefusal(refusal));
          over(error === null ? { kind: 'noAnswer' } : faultOfError(error, port.signal));
        },
      },
    });
    connection.write(body);
    connection.end();
  };
  port.signal.addEventListener('abort', onAbort);
  if (port.signal.aborted) over({ kind: 'stopped' });
  else if (port.now() >= sendAt) send();

  return {
    ended,
    goodput: () => 0,
    hasHeard: () => false,
    finish: () => undefined,
    tick() {
      if (isOver) return;
      const now = port.now();
      if (!connection) {
        if (now >= sendAt) send();
        return;
      }
      if (now - heardAt > port.idleMs('standing') * patience) over({ kind: 'noAnswer' });
    },
  };
}
