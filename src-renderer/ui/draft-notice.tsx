import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { announce } from './announce.ts';

/** Something unfinished was found on disk: go on with it, or begin afresh. Asked before anything is typed over it. */
export function DraftNotice({
  sentence,
  onTakeUp,
  onDiscard,
}: {
  readonly sentence: string;
  readonly onTakeUp: () => void;
  readonly onDiscard: () => void;
}): ReactNode {
  useEffect(() => announce(sentence), [sentence]);
  return (
    <section className="card row draft-notice" aria-label="没办完的">
      <strong>{sentence}</strong>
      <Button type="primary" autoFocus onClick={onTakeUp}>
        接着办
      </Button>
      <Button onClick={onDiscard}>丢弃</Button>
    </section>
  );
}
