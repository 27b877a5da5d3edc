import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/**
 * Layers of the screen: the page is 0, a dialog or the lock cover lies above. Keys and scans reach the uppermost layer
 * only, so nothing acts behind a dialog.
 */
let mounted: number[] = [];
const watchers = new Set<() => void>();
const LayerContext = createContext(0);

/** The uppermost layer that is open. */
export function topLayer(): number {
  return Math.max(0, ...mounted);
}

/** Tells `watcher` whenever a layer opens or closes. */
export function watchLayers(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The layer this component lies in. */
export function useLayer(): number {
  return useContext(LayerContext);
}

/** Wrap the content of a dialog or cover: as long as it is mounted, keys below it rest. */
export function KeyLayer({ children }: { readonly children: ReactNode }): ReactNode {
  const below = useContext(LayerContext);
  const [depth] = useState(() => Math.max(below, topLayer()) + 1);
  useEffect(() => {
    mounted = [...mounted, depth];
    for (const watcher of watchers) watcher();
    return () => {
      const at = mounted.indexOf(depth);
      mounted = mounted.filter((_, index) => index !== at);
      for (const watcher of watchers) watcher();
    };
  }, [depth]);
  return <LayerContext value={depth}>{children}</LayerContext>;
}
