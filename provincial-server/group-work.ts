/** Hands one item in and answers what became of it. */
export type Group<I, O> = (item: I) => Promise<O>;

/**
 * Lets work that comes from many lines at once be done together: what arrives in the same turn of the event loop, or while
 * a group is under way, becomes the next, at most `most` items. Nobody waits for a clock, so a single item is done at once.
 * `work` answers one thing for each item, in their order; where it throws, every item of that group fails with it.
 */
export function createGroup<I, O>(most: number, work: (items: readonly I[]) => Promise<readonly O[]>): Group<I, O> {
  type Waiting = { readonly item: I; readonly done: (out: O) => void; readonly fail: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      // what one flush or one chunk set free arrives item by item in this turn: without it the first would go alone
      await new Promise((resolve) => setImmediate(resolve));
      const group = waiting.splice(0, most);
      try {
        const out = await work(group.map((one) => one.item));
        for (const [at, one] of group.entries()) one.done(out[at] as O);
      } catch (error) {
        for (const one of group) one.fail(error);
      }
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((done, fail) => {
      waiting.push({ item, done, fail });
      if (!isRunning) void run();
    });
}
