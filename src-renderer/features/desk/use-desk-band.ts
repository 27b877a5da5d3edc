import { useLayoutEffect, useRef, useState } from 'react';
import type { Band, Question } from './desk-band.tsx';

export type DeskBands = {
  /** in the order of the page: what is asked, then what is only told */
  readonly bands: readonly Band[];
  readonly question: Question | null;
  /** the question that stands at this very moment, whenever it is asked for */
  readonly questionNow: () => Question | null;
  /** takes the place of the question before */
  readonly ask: (question: Question) => void;
  /** never takes the place of a question */
  readonly say: (sentence: string) => void;
  readonly close: (kind: Band['kind']) => void;
  readonly clear: () => void;
};

/** The lines across the desk: one question at most, and one sentence at most beside it. */
export function useDeskBands(): DeskBands {
  const [question, setQuestion] = useState<Question | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const now = useRef(question);
  useLayoutEffect(() => {
    now.current = question;
  }, [question]);
  return {
    bands: [
      ...(question === null ? [] : [question]),
      ...(sentence === null ? [] : [{ kind: 'said', sentence } as const]),
    ],
    question,
    questionNow: () => now.current,
    ask: (wanted) => {
      setQuestion(wanted);
      setSentence(null);
    },
    say: setSentence,
    close: (kind) => (kind === 'said' ? setSentence(null) : setQuestion(null)),
    clear: () => {
      setQuestion(null);
      setSentence(null);
    },
  };
}
