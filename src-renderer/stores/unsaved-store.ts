import { create } from 'zustand';

type UnsavedState = { readonly subjects: readonly string[] };

/** What was typed and is not on disk although it was tried, one entry per form and person; each begins with the writer's id. */
export const useUnsavedStore = create<UnsavedState>(() => ({ subjects: [] }));

/** Takes over what is not through; the same list again wakes nobody. */
export function noteUnsaved(subjects: readonly string[]): void {
  if (subjects.join('\n') !== useUnsavedStore.getState().subjects.join('\n')) useUnsavedStore.setState({ subjects });
}
