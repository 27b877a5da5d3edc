import type { StoreCondition } from './blob-store.ts';
import type { Connection } from './database.ts';
import type { Log, LogLine } from './log.ts';
import { awaitsPicture } from './store/told-change.ts';

export type Metrics = {
  /** adds one under these words: an answer, an outcome, a code; never anything about a person or a record */
  count(name: MetricName, label?: string): void;
  /** counts what a line of the log says, then hands it on */
  counting(log: Log): Log;
  /** everything as Prometheus reads it (text format 0.0.4) */
  text(connection: Connection, photos: StoreCondition): Promise<string>;
};

const described = {
  kaoji_answers_total: ['counter', 'Lines that answered records in streams, by what they said'],
  kaoji_requests_total: ['counter', 'Work done, by kind and how it ended'],
  kaoji_received_bytes_total: ['counter', 'Bytes of streams and of single records'],
  kaoji_work_seconds_total: ['counter', 'Seconds from the first byte to the answer, by kind'],
  kaoji_streams_open: ['gauge', 'Streams that are open now'],
  kaoji_texts_waiting: ['gauge', 'Texts whose photo has not come whole'],
  kaoji_text_waiting_longest_seconds: ['gauge', 'Age of the oldest of them'],
  kaoji_pages_waiting: ['gauge', 'Pages of evidence whose picture has not come whole'],
  kaoji_notices_held_back: ['gauge', 'Notices not given out yet because an older transaction is open'],
  kaoji_photos_lost: ['gauge', 'Photos that were acknowledged and are not here any more'],
  kaoji_photo_packs_damaged: ['gauge', 'Packs of photos with bytes that are damaged, or that the disk does not read'],
  kaoji_memory_bytes: ['gauge', 'Memory of this process'],
  kaoji_uptime_seconds: ['gauge', 'Since this process was started'],
} as const;
export type MetricName = keyof typeof described;

/** Counters of one receiver; they start at nothing with the process. */
export function createMetrics(): Metrics {
  const values = new Map<string, number>();
  const add = (name: MetricName, labels: string, by: number) => {
    const key = labels === '' ? name : `${name}{${labels}}`;
    values.set(key, (values.get(key) ?? 0) + by);
  };
  const note = ({ what, code, outcome, bytes, ms }: LogLine) => {
    add('kaoji_requests_total', `kind="${word(what)}",end="${word(code ?? outcome ?? 'done')}"`, 1);
    if (bytes !== undefined) add('kaoji_received_bytes_total', '', bytes);
    if (ms !== undefined) add('kaoji_work_seconds_total', `kind="${word(what)}"`, ms / 1000);
  };
  return {
    count(name, label) {
      if (name === 'kaoji_streams_open') add(name, '', label === 'closed' ? -1 : 1);
      else add(name, label === undefined ? '' : `said="${word(label)}"`, 1);
    },
    counting: (log) => (line) => {
      note(line);
      log(line);
    },
    async text(connection, photos) {
      const now = new Map([...values, ...(await gauges(connection, photos))]);
      return (Object.keys(described) as MetricName[]).flatMap((name) => linesOf(name, now)).join('');
    },
  };
}

async function gauges(connection: Connection, photos: StoreCondition): Promise<ReadonlyMap<string, number>> {
  const [row] = await connection.query<{ waiting: number; longest: number; pages: number; held: number }>(
    `SELECT (SELECT count(*)::integer FROM staged_message) AS waiting,
       (SELECT coalesce(extract(epoch FROM now() - min(arrived_at)), 0)::float8 FROM staged_message) AS longest,
       (SELECT count(*)::integer FROM told_change WHERE ${awaitsPicture}) AS pages,
       (SELECT count(*)::integer FROM notice WHERE written_in >= pg_snapshot_xmin(pg_current_snapshot())) AS held`,
  );
  return new Map<MetricName, number>([
    ['kaoji_texts_waiting', row?.waiting ?? 0],
    ['kaoji_text_waiting_longest_seconds', Math.max(0, row?.longest ?? 0)],
    ['kaoji_pages_waiting', row?.pages ?? 0],
    ['kaoji_notices_held_back', row?.held ?? 0],
    ['kaoji_photos_lost', photos.lost],
    ['kaoji_photo_packs_damaged', photos.damaged.length],
    ['kaoji_memory_bytes', process.memoryUsage().rss],
    ['kaoji_uptime_seconds', process.uptime()],
  ]);
}

function linesOf(name: MetricName, values: ReadonlyMap<string, number>): readonly string[] {
  const [kind, help] = described[name];
  const own = [...values].filter(([key]) => key === name || key.startsWith(`${name}{`));
  const lines = own.length > 0 ? own : kind === 'gauge' ? [[name, 0] as const] : [];
  return [`# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`, ...lines.map(([key, value]) => `${key} ${value}\n`)];
}

/** A label's value: short plain words only, whatever an error of the system calls itself. */
function word(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '_').slice(0, 40);
}
