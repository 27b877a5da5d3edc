import { create } from 'zustand';

type SavedState = { readonly savedAt: string | null };

/** When something of this session last reached the disk (UTC instant), for the saved sign. */
export const useSavedStore = create<SavedState>(() => ({ savedAt: null }));

/** Moves the saved sign forward; never back. */
export function noteSaved(savedAt: string): void {
  const last = useSavedStore.getState().savedAt;
  if (last === null || savedAt > last) useSavedStore.setState({ savedAt });
}

/** Another person has taken the seat: what the former saved is not theirs. */
export function forgetSaved(): void {
  useSavedStore.setState({ savedAt: null });
}
