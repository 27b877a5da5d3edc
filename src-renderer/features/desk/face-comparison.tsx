import { type ReactNode, useEffect, useState } from 'react';
import type { Likeness } from '#shared/photo/face-likeness.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import type { CardPicture } from '../../photo/card-picture.ts';
import { compareFaces } from '../../photo/compare/compare-faces.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';
import { useKeys } from '../../ui/use-keys.ts';

const words: Readonly<
  Record<Likeness, { readonly word: string; readonly tone: Tone; readonly shape: StatusShapeName }>
> = {
  alike: { word: '像', tone: 'done', shape: 'tick' },
  unclear: { word: '看不出', tone: 'waiting', shape: 'hollow' },
  different: { word: '不像，再看看人和证件', tone: 'returned', shape: 'flag' },
};

type Pair = {
  readonly candidacyId: string;
  /** the picture that is held or was held up, and what it is called */
  readonly held: { readonly picture: Uint8Array | CardPicture; readonly what: string } | null;
  /** the shot that stands on the stage; null = none yet */
  readonly shot: Uint8Array | null;
};

/**
 * Whether the shot looks like the picture that is held, in words beside the pictures. Only where an administrator has
 * switched it on, and not for a pupil who said no: then nothing is worked out. It stops nobody.
 */
export function FaceComparison({ candidacyId, held, shot }: Pair): ReactNode {
  const asked = useDeskQuery('photo.comparison', { candidacyId });
  const leave = asked.value;
  const decline = useCommand('photo.declineComparison');
  const isOpen = leave === 'open' && held !== null;
  const likeness = useLikeness(isOpen ? held.picture : null, isOpen ? shot : null);
  const refuse = async (): Promise<void> => {
    if ((await decline.run({ candidacyId })).ok) await asked.refetch();
  };
  useKeys({ F7: () => void refuse() }, { enabled: isOpen });
  if (leave === undefined || leave === 'off' || held === null) return null;
  if (leave === 'declined') return <p className="face-comparison hint">学生不同意比对，没有比</p>;
  if (leave === 'tooYoung') return <p className="face-comparison hint">不满十四周岁，没有比</p>;
  const look = likeness && words[likeness];
  return (
    <div className="face-comparison">
      <p role="status">
        与{held.what}：
        {look ? <ToneMark {...look} /> : <span className="hint">{shot === null ? '拍好后比' : '正在比'}</span>}
      </p>
      <p className="hint">
        只供参考，不存。
        <button type="button" className="text-button" data-passes-keys tabIndex={-1} onClick={() => void refuse()}>
          学生不同意 F7
        </button>
      </p>
      <FaultView fault={decline.fault} />
    </div>
  );
}

/** The word for two pictures; null while nothing is compared or no answer is there. Never that of a pair before. */
function useLikeness(held: Uint8Array | CardPicture | null, shot: Uint8Array | null): Likeness | null {
  const [told, setTold] = useState<{ readonly pair: string; readonly likeness: Likeness } | null>(null);
  const pair = held === null || shot === null ? null : `${markOf(held)} ${markOf(shot)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same pictures come as new bytes whenever the desk is read again
  useEffect(() => {
    if (pair === null || held === null || shot === null) return;
    const stop = new AbortController();
    void compareFaces(held instanceof Uint8Array ? held : held.canvas, shot, stop.signal).then((likeness) => {
      if (!stop.signal.aborted) setTold({ pair, likeness });
    });
    return () => stop.abort();
  }, [pair]);
  return told?.pair === pair ? (told?.likeness ?? null) : null;
}

/** Tells one JPEG from another by its length and the end of its compressed picture, a card by what it shows. */
function markOf(picture: Uint8Array | CardPicture): string {
  if (!(picture instanceof Uint8Array)) return `card:${picture.hash}`;
  return `${picture.length}:${picture.slice(-48).join('.')}`;
}
