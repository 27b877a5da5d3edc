import type { ReactNode } from 'react';

/** Why there is nothing here, and the one act that fills it. */
export function EmptyState({ sentence, act }: { readonly sentence: string; readonly act?: ReactNode }): ReactNode {
  return (
    <div className="empty-state">
      <p>{sentence}</p>
      {act}
    </div>
  );
}
