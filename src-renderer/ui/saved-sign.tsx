import type { ReactNode } from 'react';
import { useSavedStore } from '../stores/saved-store.ts';
import { clockSeconds } from './moments.ts';

/** "已保存 14:03:22". Without `savedAt` it tells the last save of this session; nothing saved yet = nothing shown. */
export function SavedSign({ savedAt }: { readonly savedAt?: string | null }): ReactNode {
  const last = useSavedStore((state) => state.savedAt);
  const shown = savedAt === undefined ? last : savedAt;
  return shown ? <span className="saved-sign figures">已保存 {clockSeconds(shown)}</span> : null;
}
