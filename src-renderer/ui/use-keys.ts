import { useEffect, useEffectEvent } from 'react';
import { topLayer, useLayer } from './key-layer.tsx';
import { belongsToControl, isTypedCharacter, type KeyName, keyNameOf, mayRepeat } from './key-names.ts';

/** Key name (see key-names.ts) → act. Return `false` to let the key go on to others. */
export type KeyMap = Readonly<Record<KeyName, (event: KeyboardEvent) => unknown>>;

/**
 * Acts on keys while the component is mounted and its layer is uppermost. Reads the physical key; ignores presses inside
 * a composition (isComposing or key code 229), repeats of acts, and Enter, Space and arrows that belong to the focused
 * field or button (a button with `data-passes-keys` only takes the focus, so they pass). A single letter or digit in the map is a bug and throws.
 */
export function useKeys(map: KeyMap, options: { readonly enabled?: boolean } = {}): void {
  const typed = Object.keys(map).find(isTypedCharacter);
  if (typed) throw new Error(`single characters never act: ${typed}`);
  const layer = useLayer();
  const enabled = options.enabled ?? true;
  const onKey = useEffectEvent((event: KeyboardEvent, ofChords: boolean) => {
    if (layer < topLayer()) return;
    const name = actingKey(event);
    if (name === null || isChord(name) !== ofChords) return;
    const act = map[name];
    if (act === undefined || act(event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    if (!enabled) return;
    // chords are ours before a field sees them: a list field would open on Ctrl+Enter instead of confirming
    const onChord = (event: KeyboardEvent) => onKey(event, true);
    const onPlain = (event: KeyboardEvent) => onKey(event, false);
    window.addEventListener('keydown', onChord, { capture: true });
    window.addEventListener('keydown', onPlain);
    return () => {
      window.removeEventListener('keydown', onChord, { capture: true });
      window.removeEventListener('keydown', onPlain);
    };
  }, [enabled]);
}

function isChord(name: KeyName): boolean {
  return name.startsWith('Ctrl+') || name.startsWith('Alt+');
}

/** The key name if this press may act at all, else null. */
function actingKey(event: KeyboardEvent): KeyName | null {
  // 229 is how Chromium marks a key that an input method has taken
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return null;
  const name = keyNameOf(event);
  if (name === null || (event.repeat && !mayRepeat(name))) return null;
  if (belongsToControl(name) && controlTakes(name, event.target)) return null;
  if (name.startsWith('Ctrl+') && isEditable(event.target) && /^Ctrl\+(KeyZ|KeyA|KeyC|KeyV|KeyX)$/.test(name))
    return null;
  return name;
}

/** True if the element takes text. */
function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

function controlTakes(name: KeyName, target: EventTarget | null): boolean {
  if (isEditable(target)) return true;
  if (!(target instanceof HTMLElement)) return false;
  const pressing = name === 'Enter' || name === 'Space';
  if (pressing) {
    return (
      target.closest(
        'button:not([data-passes-keys]), a[href], summary, input, [role=option], [role=tab], [role=menuitem], [role=row][tabindex]',
      ) !== null
    );
  }
  return target.closest('[role=listbox], [role=grid], [role=tablist], [role=menu], [role=radiogroup], input') !== null;
}
