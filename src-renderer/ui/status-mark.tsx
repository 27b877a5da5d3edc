import type { ReactNode } from 'react';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { StatusShape, type StatusShapeName } from './status-shapes.tsx';
import { statusLook } from './status-words.ts';
import type { Tone } from './tokens.ts';

/** State of a record: shape, word and colour together. */
export function StatusMark({
  status,
  held = false,
  absence = null,
  isPrivate = false,
}: {
  readonly status: CandidacyStatus;
  readonly held?: boolean;
  readonly absence?: 'absent' | 'late' | null;
  readonly isPrivate?: boolean;
}): ReactNode {
  const look = statusLook(status, held, absence, isPrivate);
  return <ToneMark tone={look.tone} shape={look.shape} word={look.word} />;
}

/** The same look for anything else that has a state (an outbox message, an import, an account). */
export function ToneMark({
  tone,
  shape,
  word,
}: {
  readonly tone: Tone;
  readonly shape: StatusShapeName;
  readonly word: string;
}): ReactNode {
  return (
    <span className="tone-mark" data-tone={tone}>
      <StatusShape shape={shape} />
      {word}
    </span>
  );
}
