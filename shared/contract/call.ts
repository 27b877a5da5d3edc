import type { z } from 'zod';
import type { Role } from '../domain/role.ts';
import type { Fault } from './faults.ts';

/** 'gate' = before sign-in; 'locked' = session exists but may be locked; 'anyone' = any signed-in account. */
export type Access = 'gate' | 'locked' | 'anyone' | readonly Role[];

export type CallSpec<
  K extends 'command' | 'query' = 'command' | 'query',
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = {
  readonly kind: K;
  readonly access: Access;
  readonly input: I;
  readonly output: O;
};

/** Declares a call that changes state. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
): CallSpec<'command', I, O> {
  return { kind: 'command', access, input, output };
}

/** Declares a read. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
): CallSpec<'query', I, O> {
  return { kind: 'query', access, input, output };
}

/** What comes back over the bridge: always data, never an exception. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };
