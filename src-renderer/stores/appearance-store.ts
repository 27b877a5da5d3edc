import { create } from 'zustand';

export type Appearance = 'light' | 'dark';
const KEY = 'appearance';

function remembered(): Appearance {
  return globalThis.localStorage?.getItem(KEY) === 'dark' ? 'dark' : 'light';
}

/** Light by day, dark by choice in the evening; kept on this machine (no personal data). */
export const useAppearanceStore = create<{ readonly appearance: Appearance }>(() => ({ appearance: remembered() }));

/** Changes the look and keeps the choice. */
export function chooseAppearance(appearance: Appearance): void {
  globalThis.localStorage?.setItem(KEY, appearance);
  useAppearanceStore.setState({ appearance });
}
