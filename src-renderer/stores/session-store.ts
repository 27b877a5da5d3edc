import { create } from 'zustand';
import type { Output } from '#shared/contract/index.ts';

export type GateState = Output<'gate.state'>;
export type Person = NonNullable<GateState['session']>;

type SessionState = {
  /** what the gate says; null until it has answered once */
  readonly gate: GateState | null;
  /** the screen locks within a minute */
  readonly idleWarning: boolean;
};

/** Who sits at the desk, as main says it. Nothing here decides anything: main checks every call again. */
export const useSessionStore = create<SessionState>(() => ({ gate: null, idleWarning: false }));

/** Takes over what the gate says. */
export function showGate(gate: GateState): void {
  useSessionStore.setState({ gate });
}

/** Takes over a `session` event: the cover falls at once, before the gate is asked again. */
export function showSession(locked: boolean, idleWarning: boolean): void {
  const { gate } = useSessionStore.getState();
  const session = gate?.session ?? null;
  useSessionStore.setState({
    idleWarning: idleWarning && !locked,
    ...(gate && session ? { gate: { ...gate, session: { ...session, locked } } } : {}),
  });
}

/** The person signed in, or null. */
export function usePerson(): Person | null {
  return useSessionStore((state) => state.gate?.session ?? null);
}

/** True while the cover is down: camera off, keys dead, pupil screen waits. */
export function useLocked(): boolean {
  return useSessionStore((state) => state.gate?.session?.locked ?? false);
}
