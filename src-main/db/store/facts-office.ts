import type { CodeTables } from '#shared/domain/code-table.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import type { ExamArea } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { Clock } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { calendarWindows } from './calendar.ts';
import type { CandidacyRow } from './candidacy.ts';
import { codeTables } from './code-table.ts';
import { editionById, editionToWorkBy, readInstallation } from './office.ts';

export type FactsContext = { readonly db: DeskDb; readonly actor: Actor; readonly clock: Clock };

/** Condition on `import_batch b`: an enrolment list of the region that was taken over. */
export const acceptedList = `b.kind = 'enrolmentList' AND b.state = 'accepted'`;

/** Sorts `import_batch b` by when a list was taken over, newest first: by the event, because a clock may be set back. */
export const newestListFirst = `(SELECT max(e.seq) FROM event e
  WHERE e.subject_id = b.id AND e.kind = 'enrolmentList.accepted') DESC, b.rowid DESC`;

/** Facts that are the same for every record of one call. */
export type OfficeFacts = {
  readonly enrolmentListImported: boolean;
  readonly ownSchoolCodes: readonly string[];
  readonly codeTables: CodeTables;
  readonly county: { readonly code: string; readonly name: string };
  /** by school code */
  readonly schoolAreas: ReadonlyMap<string, ExamArea>;
  /** of the calendar in force, every kind and cohort */
  readonly windows: readonly CalendarWindow[];
  readonly editions: Map<string, Edition>;
};

// a list judges hundreds of records in one call: what belongs to the office is read once per call, never longer
const perCall = new WeakMap<object, OfficeFacts>();

/** What belongs to the office, read once for the call that `context` stands for. */
export function officeFacts(context: Omit<FactsContext, 'actor'>): OfficeFacts {
  const known = perCall.get(context);
  if (known) return known;
  const facts = readOfficeFacts(context.db, context.clock.today());
  perCall.set(context, facts);
  return facts;
}

function readOfficeFacts(db: DeskDb, today: string): OfficeFacts {
  const areas = db
    .statement(
      `SELECT s.code AS schoolCode, s.exam_area_code AS code, coalesce(a.name, s.exam_area_code) AS name
       FROM school s LEFT JOIN exam_area a ON a.code = s.exam_area_code`,
    )
    .all() as ({ schoolCode: string } & ExamArea)[];
  const { countyCode, countyName } = readInstallation(db);
  return {
    county: { code: countyCode, name: countyName },
    enrolmentListImported:
      db.statement(`SELECT 1 FROM import_batch b WHERE ${acceptedList} LIMIT 1`).get() !== undefined,
    ownSchoolCodes: db.statement('SELECT code FROM school WHERE is_own = 1 ORDER BY code').pluck().all() as string[],
    codeTables: codeTables(db),
    schoolAreas: new Map(areas.map(({ schoolCode, code, name }) => [schoolCode, { code, name }])),
    windows: calendarWindows(db, today),
    editions: new Map(),
  };
}

/** The edition a candidacy is judged by: the one in force when it began (DESIGN §5). */
export function editionOf(context: Omit<FactsContext, 'actor'>, row: Pick<CandidacyRow, 'regulationEdition'>): Edition {
  const { editions } = officeFacts(context);
  const known = editions.get(row.regulationEdition);
  if (known) return known;
  const own = editionById(context.db, row.regulationEdition);
  const edition = own ? parsedEdition(own) : editionToday(context.db, context.clock.today());
  editions.set(row.regulationEdition, edition);
  return edition;
}

/** The edition in force today; with a clock set back before the first one, the first one. Throws before set-up. */
export function editionToday(db: DeskDb, today: string): Edition {
  const row = editionToWorkBy(db, 'regulation', today);
  if (!row) throw new Error('no edition of the regulation');
  return parsedEdition(row);
}

function parsedEdition(row: { readonly id: string; readonly inForceFrom: string; readonly content: string }): Edition {
  const content = JSON.parse(row.content) as Pick<Partial<Edition>, 'parameters' | 'chains'>;
  return {
    id: row.id,
    inForceFrom: row.inForceFrom,
    parameters: content.parameters ?? {},
    ...(content.chains && { chains: content.chains }),
  };
}
