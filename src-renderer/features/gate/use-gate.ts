import { useEffect } from 'react';
import { call, subscribe } from '../../bridge/call.ts';
import { queryClient } from '../../bridge/query-client.ts';
import { resetNavigation } from '../../stores/navigation-store.ts';
import { forgetSaved } from '../../stores/saved-store.ts';
import { type GateState, showGate, showSession, useSessionStore } from '../../stores/session-store.ts';

const TOUCH_EVERY_MS = 10_000;

/** Asks the gate again. When another person takes the seat, nothing of the former stays in the cache or on screen. */
export async function loadGate(): Promise<void> {
  const reply = await call('gate.state', {});
  if (!reply.ok) return;
  const former = useSessionStore.getState().gate?.session?.userId ?? null;
  const now = reply.value.session?.userId ?? null;
  if (former !== null && former !== now) {
    queryClient.clear();
    resetNavigation();
    forgetSaved();
  }
  showGate(reply.value);
}

/** What the gate says, kept fresh; null until it has answered once. Also tells main that somebody is there. */
export function useGate(): GateState | null {
  const gate = useSessionStore((state) => state.gate);
  const session = gate?.session ?? null;
  const watching = session !== null && !session.locked;

  useEffect(() => {
    void loadGate();
    return subscribe((event) => {
      if (event.kind === 'session') showSession(event.locked, event.idleWarning);
      if (event.kind !== 'progress') void loadGate();
    });
  }, []);

  useEffect(() => {
    if (!watching) return;
    let touchedAt = 0;
    const touch = () => {
      const now = performance.now();
      const warned = useSessionStore.getState().idleWarning;
      if (!warned && now - touchedAt < TOUCH_EVERY_MS) return;
      touchedAt = now;
      useSessionStore.setState({ idleWarning: false });
      void call('session.touch', {});
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, touch, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touch, { capture: true });
    };
  }, [watching]);

  return gate;
}
