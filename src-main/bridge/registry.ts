import type { CallName, CommandName, QueryName } from '../../shared/contract/index.ts';
import type { CommandHandler, GateHandler, LongHandler, QueryHandler } from '../platform/act.ts';

// biome-ignore lint/suspicious/noExplicitAny: what `prepare` hands to `act` is each command's own matter
type AnyCommand<N extends CommandName> = CommandHandler<N, any>;

/** Every call of the contract has exactly one handler of one kind; dispatch looks them up by name. */
export type Registry = {
  readonly gate: { readonly [N in CallName]?: GateHandler<N> };
  readonly commands: { readonly [N in CommandName]?: AnyCommand<N> };
  readonly queries: { readonly [N in QueryName]?: QueryHandler<N> };
  readonly long: { readonly [N in CallName]?: LongHandler<N> };
};
