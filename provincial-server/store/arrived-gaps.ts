import type { Connection } from '../database.ts';

/** Numbers of one opening of a desk's file: what arrived, and what is missing below the highest. */
export type DeskGaps = {
  readonly deviceId: string;
  readonly incarnation: string;
  readonly arrived: number;
  readonly lowest: number;
  readonly highest: number;
  /** how many are missing between 1 (or the lowest, where the file was opened anew) and the highest */
  readonly missingCount: number;
  /** the first of the missing ranges, both ends included */
  readonly missing: readonly (readonly [number, number])[];
};

const mostRanges = 20;

type Span = {
  readonly deviceId: string;
  readonly incarnation: string;
  readonly after: string;
  readonly before: string;
};
type Total = Omit<DeskGaps, 'missing' | 'missingCount'>;

/** What every desk's numbers lack, for the region's report: a desk shows the same on its own side. */
export async function readGaps(connection: Connection): Promise<DeskGaps[]> {
  const totals = await connection.query<Record<keyof Total, string | number>>(
    `SELECT device_id AS "deviceId", incarnation, count(*)::integer AS arrived, min(desk_seq) AS lowest,
       max(desk_seq) AS highest FROM arrived_number GROUP BY device_id, incarnation ORDER BY device_id, incarnation`,
  );
  const spans = await connection.query<Span>(
    `SELECT device_id AS "deviceId", incarnation, before_it AS after, desk_seq AS before FROM (
       SELECT device_id, incarnation, desk_seq, lag(desk_seq, 1, CASE WHEN first = opened THEN 0 ELSE desk_seq - 1 END)
         OVER (PARTITION BY device_id, incarnation ORDER BY desk_seq) AS before_it
       FROM (SELECT *, min(desk_seq) OVER (PARTITION BY device_id) AS first,
               min(desk_seq) OVER (PARTITION BY device_id, incarnation) AS opened FROM arrived_number) AS numbered
     ) AS stepped WHERE desk_seq > before_it + 1 ORDER BY device_id, incarnation, desk_seq`,
  );
  return totals.map((total) => {
    const own = spans.filter((span) => span.deviceId === total.deviceId && span.incarnation === total.incarnation);
    const ranges = own.map(({ after, before }) => [Number(after) + 1, Number(before) - 1] as const);
    return {
      deviceId: String(total.deviceId),
      incarnation: String(total.incarnation),
      arrived: Number(total.arrived),
      lowest: Number(total.lowest),
      highest: Number(total.highest),
      missingCount: ranges.reduce((sum, [from, until]) => sum + until - from + 1, 0),
      missing: ranges.slice(0, mostRanges),
    };
  });
}
