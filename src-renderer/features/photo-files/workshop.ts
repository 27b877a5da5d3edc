import type { Output } from '#shared/contract/index.ts';
import { openPhotoGate, type PhotoGate } from '../../photo/gate/gate-client.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { type Decoder, openDecoder } from './decoder.ts';

export type Source = Output<'photoFiles.source'>;
export type MadePhoto = Shot | 'undecodable' | 'tooSlow' | 'tooNoisy' | 'gateBroken';

type Workshop = { readonly gate: PhotoGate; readonly decoder: Decoder };
let open: Workshop | null = null;
let users = 0;

/** Decoder and gate for files, opened with the first user and closed with the last. Answers how to leave. */
export function enterWorkshop(): () => void {
  users += 1;
  open ??= { gate: openPhotoGate(), decoder: openDecoder() };
  return () => {
    users -= 1;
    if (users > 0) return;
    open?.gate.close();
    open?.decoder.close();
    open = null;
  };
}

/** The gate's state for the status line: '' = ready. */
export function gateSentence(): string {
  return open?.gate.state().sentence ?? '';
}

/**
 * One file through the decoder and the very gate that a live shot goes through. `turn`: quarter turns that the finished
 * photo shall have. A gate that broke off is asked once more.
 */
export async function makePhoto(source: Source, turn: number): Promise<MadePhoto> {
  const { mediaType, turned, profile } = source;
  const bytes = new Uint8Array(source.bytes);
  for (let tries = 0; tries < 2; tries++) {
    if (open === null) throw new Error('the workshop is closed');
    const frame = await open.decoder.decode({ bytes, mediaType, turn: (turn - turned + 4) % 4 });
    if (typeof frame === 'string') return frame;
    const shot = await open.gate.makeShot(frame, profile, 'still');
    if (shot.ok) return shot.value;
    if (shot.fault.kind === 'tooManyBytes') return 'tooNoisy';
  }
  return 'gateBroken';
}
