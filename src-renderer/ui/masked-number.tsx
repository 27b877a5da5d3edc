import { Button } from 'antd';
import { type ReactNode, useState } from 'react';

/** 6-8-4 for numbers of 18 characters, as they stand otherwise; other masks are left alone. */
function grouped(number: string): string {
  const plain = number.replace(/\s/g, '');
  return plain.length === 18 ? `${plain.slice(0, 6)} ${plain.slice(6, 14)} ${plain.slice(14)}` : number;
}

/**
 * A number of a person: masked, tabular, copied without the gaps. With `onReveal` a button shows the full number for as
 * long as it is held (pointer, Space or Enter); main logs each showing.
 */
export function MaskedNumber({
  masked,
  onReveal,
}: {
  readonly masked: string;
  readonly onReveal?: () => Promise<string | null>;
}): ReactNode {
  const [full, setFull] = useState<string | null>(null);
  const [held, setHeld] = useState(false);
  const hold = () => {
    if (held || !onReveal) return;
    setHeld(true);
    void onReveal().then(setFull);
  };
  const letGo = () => {
    setHeld(false);
    setFull(null);
  };
  return (
    <span
      className="masked-number figures"
      onCopy={(event) => {
        event.preventDefault();
        event.clipboardData.setData('text/plain', (window.getSelection()?.toString() ?? '').replace(/\s/g, ''));
      }}
    >
      {grouped(held && full !== null ? full : masked)}
      {onReveal && (
        <Button
          size="small"
          onPointerDown={hold}
          onPointerUp={letGo}
          onPointerLeave={letGo}
          onKeyDown={(event) => {
            if (event.code === 'Space' || event.code === 'Enter') {
              event.preventDefault();
              hold();
            }
          }}
          onKeyUp={letGo}
          onBlur={letGo}
        >
          按住显示全号
        </Button>
      )}
    </span>
  );
}
