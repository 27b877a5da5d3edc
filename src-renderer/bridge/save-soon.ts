const SAVE_AFTER_MS = 150;
/** however long somebody types on without a pause: what is typed is on disk within a second, on a slow machine too */
const SAVE_AT_LATEST_MS = 300;

/** Answers null where it is settled, else after how many ms to try again; Infinity = only on the next `flush`. */
type Send = () => Promise<number | null>;

type SaveQueue<T> = {
  /** takes the newest state of a subject; it is sent 150 ms after the last and 300 ms after the first of a run */
  readonly keep: (subject: string, item: T, send: Send) => void;
  /** sends now what waits, of one subject or of all; true = nothing of it waits any more */
  readonly flush: (subject?: string) => Promise<boolean>;
  /** the newest state that is not known to be settled */
  readonly unsettled: (subject: string) => T | null;
  /** forgets what waits */
  readonly drop: (subject: string) => void;
};

type Entry<T> = {
  readonly newest: T;
  readonly send: Send;
  /** false while its answer is awaited */
  readonly waits: boolean;
  readonly timer: ReturnType<typeof setTimeout> | null;
  /** when it has to be sent, however much is typed */
  readonly latest: number;
  /** it was sent and did not get through */
  readonly refused: boolean;
  readonly answers: Promise<unknown>;
};

/**
 * Sends what is being typed often enough to lose nothing, and not at every key. Each subject waits for itself: what the
 * disk refused of one person stays until it is through, whoever is called meanwhile; only newer text of the same subject
 * takes its place. `onRefused` hears which subjects are not through.
 */
export function saveQueue<T>(onRefused: (subjects: readonly string[]) => void): SaveQueue<T> {
  const entries = new Map<string, Entry<T>>();

  const put = (subject: string, entry: Entry<T> | null): void => {
    if (entry === null) entries.delete(subject);
    else entries.set(subject, entry);
    onRefused([...entries].filter(([, one]) => one.refused).map(([name]) => name));
  };
  const stop = (entry: Entry<T> | undefined): void => {
    if (entry?.timer != null) clearTimeout(entry.timer);
  };
  const later = (subject: string, ms: number) => setTimeout(() => void flushOne(subject), Math.max(0, ms));

  const settle = (subject: string, sent: T, again: number | null): void => {
    const now = entries.get(subject);
    // dropped, or newer text has come: that one decides
    if (now === undefined || now.newest !== sent || now.waits) return;
    const timer = again !== null && Number.isFinite(again) ? later(subject, again) : null;
    put(subject, again === null ? null : { ...now, waits: true, timer, refused: true });
  };
  const flushOne = async (subject: string): Promise<boolean> => {
    const due = entries.get(subject);
    if (due === undefined) return true;
    if (due.waits) {
      stop(due);
      const answer = due.send().then((again) => settle(subject, due.newest, again));
      const answers = Promise.all([due.answers, answer]);
      put(subject, { ...due, waits: false, timer: null, latest: Number.POSITIVE_INFINITY, answers });
    }
    await entries.get(subject)?.answers;
    return entries.get(subject)?.waits !== true;
  };
  return {
    keep(subject, item, send) {
      const before = entries.get(subject);
      stop(before);
      const now = performance.now();
      const latest = Math.min(before?.latest ?? Number.POSITIVE_INFINITY, now + SAVE_AT_LATEST_MS);
      put(subject, {
        newest: item,
        send,
        waits: true,
        timer: later(subject, Math.min(SAVE_AFTER_MS, latest - now)),
        latest,
        refused: before?.refused ?? false,
        answers: before?.answers ?? Promise.resolve(),
      });
    },
    async flush(subject) {
      const subjects = subject === undefined ? [...entries.keys()] : [subject];
      return (await Promise.all(subjects.map(flushOne))).every((isThrough) => isThrough);
    },
    unsettled: (subject) => entries.get(subject)?.newest ?? null,
    drop(subject) {
      stop(entries.get(subject));
      put(subject, null);
    },
  };
}
