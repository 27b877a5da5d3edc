/**
 * Names of keys by their place on the keyboard (`code`), so that an input method or another layout changes nothing:
 * 'Enter', 'Space', 'ArrowDown', 'F3', 'Ctrl+Enter', 'Alt+1', 'Ctrl+KeyL'. Ctrl stands for Ctrl only.
 */
export type KeyName = string;

export type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** The name of a pressed key; null where the press can never be one of ours (Windows key, a modifier alone). */
export function keyNameOf(press: KeyPress): KeyName | null {
  if (press.metaKey || /^(Control|Alt|Shift|Meta)(Left|Right)$/.test(press.code) || press.code === '') return null;
  // the Enter of the keypad counts as Enter; its digits stay with screen readers
  const code = press.code === 'NumpadEnter' ? 'Enter' : press.code.replace(/^Digit/, '');
  return `${press.ctrlKey ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}${code}`;
}

/** True for keys that would steal a typed character: a single letter or digit never acts. */
export function isTypedCharacter(name: KeyName): boolean {
  return /^(Shift\+)?(Key[A-Z]|[0-9]|Minus|Equal|Comma|Period|Slash|Semicolon|Quote|Bracket(Left|Right)|Backslash|Backquote)$/.test(
    name,
  );
}

/** True for keys that may repeat while held: moving in lists. Acts never repeat. */
export function mayRepeat(name: KeyName): boolean {
  return /^(Shift\+)?(Arrow(Up|Down|Left|Right)|Page(Up|Down))$/.test(name);
}

/** True for keys that belong to the focused control first: Enter, Space, arrows, Home, End, Tab. */
export function belongsToControl(name: KeyName): boolean {
  return /^(Shift\+)?(Enter|Space|Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|Tab|Delete|Backspace)$/.test(name);
}

const spoken: Readonly<Record<string, string>> = { 回车: 'Enter', 空格: 'Space', 上: 'ArrowUp', 下: 'ArrowDown' };

/** The key behind a printed hint: '回车' → Enter, 'Ctrl+回车' → Ctrl+Enter, 'F4' → F4, 'Alt+3' → Alt+3. */
export function keyFromHint(hint: string): KeyName {
  return hint
    .split('+')
    .map((part) => spoken[part] ?? (/^[A-Z]$/.test(part) ? `Key${part}` : part === 'Esc' ? 'Escape' : part))
    .join('+');
}
