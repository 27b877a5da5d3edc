import { useSyncExternalStore } from 'react';
import type { Reply } from '#shared/contract/call.ts';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Input } from '#shared/contract/index.ts';
import { call } from '../../bridge/call.ts';
import { useSessionStore } from '../../stores/session-store.ts';
import { enterWorkshop, makePhoto, type Source } from './workshop.ts';

/** What is being read now, and why the last reading of a folder stopped by itself. */
export type Reading = {
  readonly folderId: string | null;
  readonly stopped: { readonly folderId: string; readonly fault: Fault } | null;
};

const listeners = new Set<() => void>();
let now: Reading = { folderId: null, stopped: null };
let wanted: string | null = null;
let running = false;

/** Follows the reading. It goes on while the clerk is on another page, and rests while the screen is locked. */
export function useReading(): Reading {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => now,
  );
}

/** Reads the rest of a folder; one folder at a time, another one takes its place after the photo in hand. */
export function startReading(folderId: string): void {
  wanted = folderId;
  become({ folderId, stopped: null });
  if (running) return;
  running = true;
  void work().finally(() => {
    running = false;
  });
}
/** Stops the reading of this folder after the photo in hand; what is read stays. */
export function stopReading(folderId: string): void {
  if (wanted !== folderId) return;
  wanted = null;
  become({ folderId: null, stopped: null });
}

async function work(): Promise<void> {
  const leave = enterWorkshop();
  try {
    while (wanted !== null) {
      const folderId = wanted;
      const stop = await readOne(folderId);
      if (stop === 'more' || wanted !== folderId) continue;
      wanted = null;
      become({ folderId: null, stopped: stop === 'done' ? null : { folderId, fault: stop } });
    }
  } catch {
    const folderId = wanted;
    wanted = null;
    if (folderId !== null)
      become({ folderId: null, stopped: { folderId, fault: invalid('', '读照片中断了，已读的都在。再按“接着读”') } });
  } finally {
    leave();
  }
}

async function readOne(folderId: string): Promise<'more' | 'done' | Fault> {
  const next = await unlocked(() => call('photoFiles.next', { folderId }));
  if (!next.ok) return next.fault;
  if (next.value === null) return 'done';
  if ('more' in next.value) return 'more';
  const kept = await keep(next.value);
  // cleared or closed by somebody else meanwhile: the next question tells
  return kept === null || kept.kind === 'stale' ? 'more' : kept;
}

async function keep(source: Source): Promise<Fault | null> {
  const { fileId, turn } = source;
  const photo = await makePhoto(source, turn);
  const refuse = (why: Input<'photoFiles.refuse'>['why']) => unlocked(() => call('photoFiles.refuse', { fileId, why }));
  // it says nothing of this file: the reading stops, and the file is read again another time
  if (photo === 'gateBroken')
    return invalid('', '照片检测中断了两次，没有读下去；这个文件没有动。等几秒，再按“接着读”');
  if (typeof photo === 'string') return faultOf(await refuse(photo));
  const { original, derived, crop, measurements, perceptualHash } = photo;
  const shot = { original, derived, crop, measurements, perceptualHash };
  const staged = await unlocked(() => call('photoFiles.stage', { fileId, turn, ...shot }));
  if (staged.ok) return null;
  // main found fault with this very photo: it must not hold up the others
  const isOfPhoto = staged.fault.kind === 'invalid' && staged.fault.problems.every(({ field }) => field !== '');
  return isOfPhoto ? faultOf(await refuse('notKept')) : staged.fault;
}

/** While the screen is locked main answers nothing: the photo in hand waits until the cover is lifted. */
async function unlocked<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (;;) {
    const reply = await ask();
    if (reply.ok || reply.fault.kind !== 'locked' || wanted === null) return reply;
    await new Promise<void>((resolve) => {
      const stop = useSessionStore.subscribe(({ gate }) => {
        if (!gate?.session || gate.session.locked) return;
        stop();
        resolve();
      });
    });
  }
}

function faultOf(reply: { readonly ok: true } | { readonly ok: false; readonly fault: Fault }): Fault | null {
  return reply.ok ? null : reply.fault;
}

function become(next: Reading): void {
  now = next;
  for (const listener of listeners) listener();
}
