import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useWaitingSaves } from '../bridge/use-save-soon.ts';
import { announce } from './announce.ts';

/** "还有 1 份没有存上", with the way to try again; nothing while everything typed is on disk. */
export function UnsavedSign(): ReactNode {
  const { count, again } = useWaitingSaves();
  const sentence = count === 0 ? '' : `还有 ${count} 份没有存上`;
  useEffect(() => {
    if (sentence !== '') announce(sentence, 'assertive');
  }, [sentence]);
  if (count === 0) return null;
  return (
    <span className="unsaved-sign">
      <span className="figures">{sentence}</span>
      <Button size="small" onClick={again}>
        再存一次
      </Button>
    </span>
  );
}
