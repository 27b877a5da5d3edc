import type { Fault } from '../../shared/contract/faults.ts';
import type { CallName, CommandName, Output, ParsedInput, QueryName } from '../../shared/contract/index.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import type { Actor } from '../../shared/domain/role.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { DeskDb } from '../db/open.ts';
import type { NewChange } from '../db/store/change-message.ts';
import type { Gate } from '../security/gate.ts';
import type { Clock, DeskEventSink, FilePicker, Heavy, Ids, PdfPrinter, StillCamera } from './ports.ts';

/** What happened, in the past tense, e.g. `candidacy.completed`. The payload may hold personal data: it is encrypted at rest. */
export type DeskEventRecord = {
  readonly kind: string;
  readonly subjectNoun: string;
  readonly subjectId: string;
  readonly payload: unknown;
  /** whose decision it was, where the subject is not the candidacy itself: findings are kept under it */
  readonly candidacyId?: string;
  /** findings of the decision, kept with rule ids, clauses, facts and edition */
  readonly findings?: readonly Finding[];
  /** a message for the region, written to the outbox in the same transaction */
  readonly message?: {
    readonly messageId: string;
    readonly revision: number;
    readonly body: string;
    readonly photoSha256: string | null;
    /** the batch that the record leaves in, where it stands already */
    readonly batchId: string;
  };
  /** what the region is told of it beside the records, written in the same transaction */
  readonly change?: NewChange;
};

/** The only door to event, audit and outbox (DESIGN §3). */
export type RecordEvent = (event: DeskEventRecord) => { readonly eventSeq: number };

export type CommandContext = {
  readonly db: DeskDb;
  readonly record: RecordEvent;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** What an act of the region has: nobody of this office does it, so nothing in it may ask who is signed in. */
export type RegionContext = Omit<CommandContext, 'actor'>;

export type QueryContext = Pick<CommandContext, 'db' | 'actor' | 'clock'>;

/**
 * A call that works before or around sign-in, when there may be no database and no actor. It gets the gate itself.
 */
export type GateHandler<N extends CallName> = (
  input: ParsedInput<N>,
  gate: Gate,
  services: Services,
) => Promise<Result<Output<N>, Fault>>;

/** Ports for `prepare`: files, hashing, encoding, camera. No transaction is open while it runs. */
export type Services = {
  readonly files: FilePicker;
  readonly heavy: Heavy;
  readonly camera: StillCamera;
  readonly pdf: PdfPrinter;
  readonly emit: DeskEventSink;
};

/**
 * One command. `prepare` is async and runs before the transaction; what it returns is handed to `act`, which runs in one
 * BEGIN IMMEDIATE: any fault rolls everything back. `after` runs once the commit is done.
 */
export type CommandHandler<N extends CommandName, P = undefined> = {
  readonly prepare?: (
    input: ParsedInput<N>,
    context: QueryContext & Pick<CommandContext, 'ids'>,
    services: Services,
  ) => Promise<Result<P, Fault>>;
  readonly act: (input: ParsedInput<N>, prepared: P, context: CommandContext) => Result<Output<N>, Fault>;
  /** nouns to announce after the commit, e.g. ['candidacy'] */
  readonly changes: readonly string[];
};

export type QueryHandler<N extends QueryName> = (
  input: ParsedInput<N>,
  context: QueryContext,
) => Result<Output<N>, Fault>;

/**
 * A call that manages its own transactions because it is long or sits at the gate (sign-in, import, push). It gets
 * `transact` for each short step.
 */
export type LongHandler<N extends CallName> = (
  input: ParsedInput<N>,
  context: LongContext,
  services: Services,
) => Promise<Result<Output<N>, Fault>>;

export type LongContext = QueryContext & {
  readonly ids: Ids;
  /** one BEGIN IMMEDIATE around `step`; faults roll back */
  transact<T>(step: (context: CommandContext) => Result<T, Fault>): Result<T, Fault>;
};
