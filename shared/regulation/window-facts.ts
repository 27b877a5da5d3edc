import type { Span } from '../domain/window-state.ts';
import type { PublishedWindow } from './facts.ts';

/** What the calendar in force says to a candidate's cohort. Empty = nothing of this kind is published. */
export type WindowFacts = {
  readonly correctionWindows?: readonly PublishedWindow[];
  /** each publication of results to the next exam entry, as the calendar has them (2.3b) */
  readonly correctionSpans?: readonly Span[];
  /** when recognition of results is taken in (4); the regulation names no time of its own */
  readonly recognitionWindows?: readonly PublishedWindow[];
  /** of the sitting in question, or of every sitting where none is meant */
  readonly examEntryWindows?: readonly PublishedWindow[];
  readonly classChangeWindows?: readonly PublishedWindow[];
  /** the times outside exam entry, as the calendar has them (2.4) */
  readonly classChangeSpans?: readonly Span[];
};
