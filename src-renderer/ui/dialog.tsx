import { Button, Modal } from 'antd';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { KeyLayer } from './key-layer.tsx';
import { useKeys } from './use-keys.ts';

type DialogProps = {
  readonly title: string;
  readonly confirmLabel: string;
  /** a promise keeps the button closed until it settles */
  readonly onConfirm: () => unknown;
  readonly onClose: () => void;
  /** set = cannot be confirmed yet, and says why */
  readonly closedWhy?: string | null;
  readonly danger?: boolean;
  /** there is nothing to leave undone: only the one button, and Esc does the same */
  readonly onlyShows?: boolean;
  readonly width?: number;
  readonly children: ReactNode;
};

/**
 * A dialog for acts that need words or a list of names first; never for "are you sure". Ctrl+Enter confirms (Enter
 * belongs to the input method), Esc goes back without losing the page. Mount it to open it.
 */
export function Dialog(props: DialogProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <Modal
      open
      title={
        <h2 ref={heading} tabIndex={-1} className="drawer-title">
          {props.title}
        </h2>
      }
      afterOpenChange={(isOpen) => {
        if (isOpen) focusTitle(heading);
      }}
      onCancel={props.onClose}
      footer={null}
      width={props.width ?? 560}
      closable={false}
      mask={{ closable: false }}
      centered
    >
      <KeyLayer>
        <DialogBody {...props} heading={heading} />
      </KeyLayer>
    </Modal>
  );
}

/**
 * A field that asks for the focus keeps it; else what is marked `data-first-focus` (a picture with keys of its own) has it,
 * else the title, never the button that acts.
 */
function focusTitle(heading: RefObject<HTMLElement | null>): void {
  const dialog = heading.current?.closest('[role=dialog]');
  if (dialog?.querySelector('input:focus, textarea:focus')) return;
  const first = dialog?.querySelector<HTMLElement>('[data-first-focus]') ?? heading.current;
  first?.focus();
}

function DialogBody({
  heading,
  confirmLabel,
  onConfirm,
  onClose,
  closedWhy,
  danger,
  onlyShows,
  children,
}: DialogProps & { readonly heading: RefObject<HTMLElement | null> }): ReactNode {
  // at once, not when the dialog has finished opening: until then the kit would put the focus on the first button
  useLayoutEffect(() => focusTitle(heading), [heading]);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const confirm = async () => {
    if (busy) return;
    if (closedWhy) {
      setSaid(closedWhy);
      return;
    }
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  useKeys({ 'Ctrl+Enter': () => void confirm() });
  return (
    <>
      {children}
      <div className="row dialog-foot">
        <Button
          type="primary"
          danger={danger ?? false}
          size="large"
          aria-disabled={closedWhy ? true : undefined}
          className={closedWhy ? 'closed' : ''}
          onClick={() => void confirm()}
        >
          <span className="key-hint">Ctrl+回车 </span>
          {confirmLabel}
        </Button>
        {!onlyShows && <Button onClick={onClose}>Esc 不办，回到页面</Button>}
        {said !== null && closedWhy && (
          <p role="alert" className="closed-why">
            {closedWhy}
          </p>
        )}
      </div>
    </>
  );
}
