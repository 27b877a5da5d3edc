import type { PhotoCauseCode } from '../../../shared/photo/photo-cause.ts';
import type { Picture } from './picture.ts';

/**
 * One frame made in code, with what a person says of it. `verdict` and `causes` are written by hand beside it: what is
 * wrong with the frame, not what the gate answered. Causes beyond these may be named; `never` may not.
 */
export type Variant = {
  readonly name: string;
  readonly make: () => Picture;
  readonly verdict: 'good' | 'warn' | 'bad';
  readonly causes: readonly PhotoCauseCode[];
  readonly never?: readonly PhotoCauseCode[];
  /** the shipped profile it is held against; the default one where nothing is said */
  readonly profile?: 'white-only' | 'moe-480x640';
};
