/**
 * What the desk needs from the outside, as plain functions. Electron implements them in main.ts, tests fake only what
 * the bar allows (clock, ids, network faults, printer, camera hardware) and the file dialog.
 */
export type Clock = {
  /** UTC instant, ISO 8601 with milliseconds and Z */
  now(): string;
  /** today's date in +08:00, YYYY-MM-DD */
  today(): string;
  /** milliseconds since boot of this process, never going back */
  monotonicMs(): number;
  readonly bootId: string;
};

export type Ids = {
  /** UUIDv7 */
  uuid(): string;
};

/** File dialogs. The renderer never names a path. */
export type FilePicker = {
  /** null = the person cancelled */
  open(title: string, extensions: readonly string[]): Promise<string | null>;
  /** a folder; null = the person cancelled */
  openFolder(title: string): Promise<string | null>;
  save(title: string, suggestedName: string, extensions: readonly string[]): Promise<string | null>;
};

/** Still pictures by the main process. Errors carry a code and a Chinese sentence. */
export type StillCamera = {
  /** `id`: where the camera is now; `plug`: the socket it sits in, which stays while `id` goes by order; null = not known */
  devices(): Promise<readonly { readonly id: string; readonly name: string; readonly plug: string | null }[]>;
  take(device: string): Promise<{ readonly jpeg: Uint8Array; readonly device: string }>;
};

/** HTML to PDF by a hidden window without scripts or remote content. */
export type PdfPrinter = (html: string, paper: { readonly landscape: boolean }) => Promise<Uint8Array>;

/** Work that would stop the desk, run in the `heavy` process. */
export type Heavy = {
  /**
   * Runs a job. `onMessage` gets its partial results in order; it may return a promise, and the job waits for it
   * (back-pressure). Resolves with the job's last result; rejects with HeavyFault-like errors {code, sentence}.
   */
  run<Out>(
    job: string,
    input: unknown,
    onMessage: (message: unknown) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<Out>;
};

export type DeskEventSink = (event: import('../../shared/contract/channel.ts').DeskEvent) => void;

/** What one pull brought (output of `sync.pullNow`): notices by what became of them. `trouble` is a Chinese sentence. */
export type PullSummary = {
  readonly applied: number;
  readonly parked: number;
  readonly refused: number;
  readonly known: number;
  readonly trouble: string | null;
};

/** The pull of the region's notices as commands and queries see it. One run at a time, whoever asks. */
export type PullRunner = {
  /** starts a run, or joins the one under way; somebody asked for it */
  pull(): Promise<PullSummary>;
  /** soon, by itself: after a push that went through, a new address */
  wake(): void;
  /** ends the run under way; what was taken in stays */
  stop(): void;
  state(): { readonly running: boolean; readonly nextTryAt: string | null; readonly trouble: string | null };
  /** before the database closes */
  close(): Promise<void>;
};

/** What one push brought (output of `sync.pushNow`). `trouble` is a Chinese sentence, null = all waiting records have receipts. */
export type PushSummary = {
  readonly sent: number;
  readonly received: number;
  readonly joined: number;
  readonly refused: number;
  readonly waiting: number;
  /** changes told beside the records: acknowledged, refused, and left without a receipt */
  readonly changes: { readonly received: number; readonly refused: number; readonly waiting: number };
  readonly trouble: string | null;
};

/** How far a streaming run is. Messages: all, text held, complete with receipt; bytes of text and photos. */
export type PushProgress = {
  readonly total: number;
  readonly text: number;
  /** photos that the receiver holds whole, of those that the records under way name */
  readonly photos: number;
  readonly photosTotal: number;
  readonly complete: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly bytesPerSecond: number;
  /** null = no speed known yet */
  readonly secondsLeft: number | null;
};

/** The push of the outbox as commands and queries see it: they know no network. One run at a time, whoever asks. */
export type SyncRunner = {
  /** starts a run, or joins the one under way */
  push(): Promise<PushSummary>;
  /** soon, by itself: after a release, a new address, a return of the link */
  wake(): void;
  /** ends the run under way; what has no receipt stays in the outbox */
  stop(): void;
  state(): {
    readonly running: boolean;
    readonly nextTryAt: string | null;
    readonly trouble: string | null;
    /** the region's clock minus the desk's */
    readonly clockDifferenceMs: number | null;
    /** of the run under way, where it streams */
    readonly progress: PushProgress | null;
  };
  /** before the database closes */
  close(): Promise<void>;
};

/** How the office gets this desk known to the region over the network. Both answer a Chinese sentence, null = done. */
export type DeskEnroller = {
  /** a one-time code of the region */
  byCode(code: string): Promise<string | null>;
  /** before the enrolment ends, for the same time again */
  renew(): Promise<string | null>;
};
