import { useEffect, useState } from 'react';
import { openPhotoGate, type PhotoGate } from './gate-client.ts';
import type { GateState } from './gate-line.ts';

/** The gate while a page is shown, with its state for the screen; null only before the first effect has run. */
export function usePhotoGate(): { readonly gate: PhotoGate | null; readonly state: GateState | null } {
  const [gate, setGate] = useState<PhotoGate | null>(null);
  const [state, setState] = useState<GateState | null>(null);
  useEffect(() => {
    const opened = openPhotoGate();
    setGate(opened);
    setState(opened.state());
    opened.subscribe(setState);
    return () => {
      opened.close();
      setGate(null);
      setState(null);
    };
  }, []);
  return { gate, state };
}
