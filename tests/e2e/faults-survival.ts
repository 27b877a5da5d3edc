import { createHash } from 'node:crypto';
import type { DeskDb } from '../../src-main/db/open.ts';
import { verifyChain } from '../../src-main/db/store/chain.ts';
import type { Line, TypedField } from './faults-session.ts';

/** On disk within this time after key or shutter, whether or not the desk has said so yet. */
const withinMs = 1000;
/** Between what the screen sends and what main stamps; a sign speaks for what was typed before that. */
const onItsWayMs = 500;

type Record = {
  readonly id: string;
  readonly status: string;
  readonly reading: { readonly [field in TypedField]?: string | null };
  readonly shots: number;
};

/** Everything the driver's log promises that the file does not hold, as sentences; empty = nothing lost. */
export function whatIsLost(db: DeskDb, lines: readonly Line[]): string[] {
  const lost: string[] = [];
  const integrity = db.client.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') lost.push(`integrity_check: ${integrity}`);
  const chain = verifyChain(db);
  if (!chain.intact) lost.push(`chain broken at ${chain.firstBroken}`);
  lost.push(...brokenPhotos(db));
  for (const run of runsOf(lines)) lost.push(...lostInRun(db, run));
  return lost;
}

/** The lines between two deaths; each pupil is worked on in one run only. */
function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [[]];
  for (const line of lines) {
    runs.at(-1)?.push(line);
    if (line.kind === 'killed') runs.push([]);
  }
  return runs;
}

function lostInRun(db: DeskDb, run: readonly Line[]): string[] {
  const killedAt = run.find((line) => line.kind === 'killed')?.at ?? Number.POSITIVE_INFINITY;
  const seconds = run.flatMap((line) => (line.kind === 'saved' ? [line.second] : []));
  const isPromised = (at: number) => at <= killedAt - withinMs || seconds.some((second) => at <= second - onItsWayMs);
  const numbers = new Set(run.flatMap((line) => ('number' in line ? [line.number] : [])));
  return [...numbers].flatMap((number) => {
    const own = run.filter((line) => 'number' in line && line.number === number);
    const record = recordOf(db, number);
    if (record.status === 'completed') return [];
    const lost = own.some((line) => line.kind === 'done') ? [`completion of ${own.length}`] : [];
    for (const field of ['lastFour', 'documentNumber', 'fullName', 'entryNumber'] as const) {
      const keys = own.filter(
        (line) => (line.kind === 'typing' || line.kind === 'typed') && line.field === field,
      ) as Extract<Line, { kind: 'typing' | 'typed' }>[];
      const sure = keys.findLastIndex((line) => line.kind === 'typed' && isPromised(line.at));
      const allowed = keys.slice(Math.max(sure, 0)).map((line) => line.text);
      const found = (field === 'entryNumber' ? numberBegun(db) : record.reading[field]) ?? '';
      if (sure >= 0 && !allowed.includes(found))
        lost.push(`${field}: ${found.length} of ${allowed[0]?.length} characters`);
    }
    const shots = own.filter((line) => line.kind === 'stored' || (line.kind === 'shot' && isPromised(line.at)));
    const least = Math.max(0, ...shots.map((line) => ('count' in line ? line.count : 0)));
    if (record.shots < least) lost.push(`shots: ${record.shots} of ${least}`);
    return lost;
  });
}

function recordOf(db: DeskDb, documentNumber: string): Record {
  const row = db
    .statement(
      `SELECT c.id, c.status, (SELECT d.content FROM draft d WHERE d.candidacy_id = c.id) AS draft,
         (SELECT count(*) FROM capture k WHERE k.candidacy_id = c.id) AS shots
       FROM candidacy c WHERE c.document_number = ?`,
    )
    .get(documentNumber) as { id: string; status: string; draft: string | null; shots: number };
  const { draft, ...rest } = row;
  return { ...rest, reading: draft === null ? {} : (JSON.parse(draft) as { reading: Record['reading'] }).reading };
}

/** The document number in the unfinished assisted entry. */
export function numberBegun(db: DeskDb): string | null {
  const content = db.statement("SELECT content FROM form_draft WHERE form = 'assistedEntry'").pluck().get() as
    | string
    | undefined;
  return content === undefined ? null : (JSON.parse(content) as { documentNumber: string }).documentNumber;
}

/** What stands in the file of this pupil, to hold against the screen. */
export function unfinishedWork(db: DeskDb, documentNumber: string): Omit<Record, 'id'> {
  return recordOf(db, documentNumber);
}

function brokenPhotos(db: DeskDb): string[] {
  const photos = db
    .statement(
      `SELECT b.sha256, b.bytes FROM photo_blob b
       WHERE b.sha256 IN (SELECT derived_sha256 FROM capture UNION SELECT original_sha256 FROM capture)`,
    )
    .all() as { sha256: string; bytes: Buffer }[];
  const isWhole = ({ sha256, bytes }: (typeof photos)[number]) =>
    bytes.readUInt16BE(0) === 0xffd8 &&
    bytes.readUInt16BE(bytes.length - 2) === 0xffd9 &&
    createHash('sha256').update(bytes).digest('hex') === sha256;
  return photos.filter((photo) => !isWhole(photo)).map(() => 'a photo is not whole');
}
