import { create } from 'zustand';

/** An act of the page on screen, as the command box (F2) lists it. */
export type ListedAct = {
  readonly label: string;
  readonly keyHint: string;
  readonly perform: () => void;
};

/** The acts in the action bar now. */
export const useActStore = create<{ readonly acts: readonly ListedAct[] }>(() => ({ acts: [] }));

/** Replaces the listed acts: called by the action bar only. */
export function listActs(acts: readonly ListedAct[]): void {
  useActStore.setState({ acts });
}
