import { describe, expect, it } from 'vitest';
import {
  belongsToControl,
  isTypedCharacter,
  keyFromHint,
  keyNameOf,
  mayRepeat,
} from '../../src-renderer/ui/key-names.ts';

const press = (code: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) =>
  keyNameOf({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

describe('按键', () => {
  it('按键的位置，不看布局和输入法', () => {
    expect(press('Digit1', { altKey: true })).toBe('Alt+1');
    expect(press('NumpadEnter')).toBe('Enter');
    expect(press('KeyL', { ctrlKey: true })).toBe('Ctrl+KeyL');
    expect(press('F6', { shiftKey: true })).toBe('Shift+F6');
  });

  it('单独的控制键和 Win 键从不是我们的', () => {
    for (const code of ['ControlLeft', 'ShiftRight', 'AltLeft', '']) expect(press(code)).toBeNull();
    expect(press('KeyL', { metaKey: true })).toBeNull();
  });

  it('单个字母和数字从不办事', () => {
    for (const name of ['KeyA', 'Shift+KeyZ', '1', 'Minus']) expect(isTypedCharacter(name)).toBe(true);
    for (const name of ['Enter', 'Space', 'F4', 'Alt+1', 'Ctrl+KeyK', 'Escape'])
      expect(isTypedCharacter(name)).toBe(false);
  });

  it('只有移动可以按住不放', () => {
    expect(mayRepeat('ArrowDown')).toBe(true);
    for (const name of ['Enter', 'Space', 'Ctrl+Enter', 'Alt+1', 'F3']) expect(mayRepeat(name)).toBe(false);
  });

  it('回车和空格先归有焦点的控件，Ctrl+回车和功能键不归', () => {
    for (const name of ['Enter', 'Space', 'ArrowUp', 'Home']) expect(belongsToControl(name)).toBe(true);
    for (const name of ['Ctrl+Enter', 'F4', 'Alt+2', 'Escape']) expect(belongsToControl(name)).toBe(false);
  });

  it('印在按钮上的字就是那个键', () => {
    expect(keyFromHint('回车')).toBe('Enter');
    expect(keyFromHint('空格')).toBe('Space');
    expect(keyFromHint('Ctrl+回车')).toBe('Ctrl+Enter');
    expect(keyFromHint('Esc')).toBe('Escape');
    expect(keyFromHint('F4')).toBe('F4');
    expect(keyFromHint('Ctrl+L')).toBe('Ctrl+KeyL');
    expect(keyFromHint('')).toBe('');
  });
});
