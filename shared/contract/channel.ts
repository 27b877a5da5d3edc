import type { Reply } from './call.ts';
import type { CallName, Input, Output } from './index.ts';

/** IPC channel names; no zod here, so that the preload stays small. */
export const CALL_CHANNEL = 'kaoji:call';
export const EVENT_CHANNEL = 'kaoji:event';

/** Stands in the address of the screens where a test may pull the camera out (rehearsal.ts decides). */
export const CAMERA_PLUG_QUERY = 'camera-plug';

/** What main pushes to the screens. No personal data: nouns and ids only. */
export type DeskEvent =
  | { readonly kind: 'changed'; readonly nouns: readonly string[] }
  | {
      readonly kind: 'progress';
      readonly job: string;
      readonly done: number;
      readonly total: number | null;
      readonly phase: string;
    }
  | { readonly kind: 'session'; readonly locked: boolean; readonly idleWarning: boolean };

/** The one call and the one subscription that the preload exposes as `window.kaoji`. */
export type DeskBridge = {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  subscribe(listener: (event: DeskEvent) => void): () => void;
};
