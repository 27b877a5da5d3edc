import type { Actor } from '../../shared/domain/role.ts';

export type Session = {
  readonly actor: Actor;
  readonly loginName: string;
  readonly mustChangePassword: boolean;
  readonly locked: boolean;
};

/** Minutes without a key or pointer until the desk locks itself. */
export const idleMinutesDefault = 10;

export type IdleState = 'awake' | 'warning' | 'locked';

/** Where an idle session stands: warned 60 s before it locks. Times are monotonic milliseconds. */
export function idleState(idleMs: number, limitMinutes: number): IdleState {
  const limit = limitMinutes * 60_000;
  if (idleMs >= limit) return 'locked';
  return idleMs >= limit - 60_000 ? 'warning' : 'awake';
}
