import { useEffect, useEffectEvent } from 'react';
import { announce } from './announce.ts';
import { topLayer, useLayer, watchLayers } from './key-layer.tsx';
import { createScanDetector, type ScanVerdict } from './scan-burst.ts';

type Receiver = { readonly layer: number; readonly take: (text: string) => void };
type FieldBefore = {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  readonly from: number | null;
  readonly to: number | null;
};

const receivers: Receiver[] = [];
let kept: string | null = null;
let listening = false;
let before: FieldBefore | null = null;

/**
 * Hands scans to `onScan` (upper-case text, without the closing Enter) while the component is mounted. The latest
 * receiver of the uppermost layer gets it. Under an open dialog one scan is kept, said, and handed over when the dialog
 * closes. The closing Enter or Tab never reaches a button; characters that fell into a text field are taken out again,
 * unless the field asks for scans with `data-takes-scan`.
 */
export function useScanner(onScan: (text: string) => void, options: { readonly enabled?: boolean } = {}): void {
  const layer = useLayer();
  const enabled = options.enabled ?? true;
  const take = useEffectEvent((text: string) => onScan(text));
  useEffect(() => {
    if (!enabled) return;
    listen();
    const receiver: Receiver = { layer, take: (text) => take(text) };
    receivers.push(receiver);
    return () => {
      receivers.splice(receivers.indexOf(receiver), 1);
    };
  }, [enabled, layer]);
}

function listen(): void {
  if (listening) return;
  listening = true;
  const detect = createScanDetector();
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { code, shiftKey, repeat, timeStamp } = event;
      const verdict = detect({ code, shiftKey, repeat, at: timeStamp });
      if (verdict.kind === 'begun') before = fieldNow();
      if (verdict.kind === 'scanned' && receivers.length > 0 && finish(verdict)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
  watchLayers(() => {
    const text = kept;
    if (text === null || receiverOf(topLayer()) === null) return;
    kept = null;
    receiverOf(topLayer())?.take(text);
  });
}

/** Deals with a finished burst; false = the field asked for it, the keys are its own. */
function finish(verdict: Extract<ScanVerdict, { kind: 'scanned' }>): boolean {
  const field = before?.field ?? null;
  if (field?.dataset['takesScan'] !== undefined) return false;
  if (before && document.activeElement === before.field) takeOut(before);
  before = null;
  if (verdict.again) return true;
  const receiver = receiverOf(topLayer());
  if (receiver) {
    receiver.take(verdict.text);
  } else {
    kept = verdict.text;
    announce('已记下刚扫的号码，关掉对话框后查找');
  }
  return true;
}

function receiverOf(layer: number): Receiver | null {
  return receivers.findLast((receiver) => receiver.layer === layer) ?? null;
}

function fieldNow(): FieldBefore | null {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  return { field, value: field.value, from: field.selectionStart, to: field.selectionEnd };
}

/** Puts the field back as it was. Leaving the field first ends a composition of the input method. */
function takeOut({ field, value, from, to }: FieldBefore): void {
  field.blur();
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  // React keeps its own copy of the value: the native setter plus an input event is how it hears of a change
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  if (from !== null && field.type !== 'number') field.setSelectionRange(from, to);
}
