import {
  type CodeTables,
  codeTableAfter,
  type ValueTable,
  type ValueTableEdition,
  valueTables,
} from '#shared/domain/code-table.ts';
import { type RegionNotice, readNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from './database.ts';
import type { RegionEditions } from './editions.ts';
import { noticesOfKind } from './store/notice.ts';

/** What the region has issued, and a record is judged by. */
export type Issued = Pick<RegionEditions, 'regulation' | 'photoProfiles'> & {
  /**
   * A record may carry any code that ever was: the county's desk says whether it may still begin with it, and a record is
   * not refused because its code went since.
   */
  readonly tables: CodeTables;
};

export type IssuedBook = {
  /** as last read */
  known(): Issued;
  readAnew(): Promise<Issued>;
};

/** Reads what was issued. */
export async function openIssuedBook(connection: Connection): Promise<IssuedBook> {
  let read = await readAll(connection);
  return {
    known: () => read.issued,
    readAnew: async () => {
      // a day of records may name an edition that is not known: nothing of it is a reason to read every notice for each
      if ((await markOf(connection)) !== read.mark) read = await readAll(connection);
      return read.issued;
    },
  };
}

/** The mark is taken first: what is issued meanwhile is read once more. */
async function readAll(connection: Connection): Promise<{ readonly mark: string; readonly issued: Issued }> {
  const mark = await markOf(connection);
  return { mark, issued: await readIssued(connection) };
}

/** Another where something was issued: numbers may be given out in another order than they are committed in. */
async function markOf(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ mark: string }>(
    "SELECT count(*) || ' ' || coalesce(max(id), 0) AS mark FROM notice WHERE kind IN ('edition', 'photoProfile', 'codeTable')",
  );
  return row?.mark ?? '';
}

async function readIssued(connection: Connection): Promise<Issued> {
  const [regulation, profiles] = [await issuedOf(connection, 'edition'), await issuedOf(connection, 'photoProfile')];
  return {
    tables: await readTables(connection),
    regulation: regulation.map(({ edition }) => edition),
    photoProfiles: profiles.map(({ photoProfile }) => photoProfile),
  };
}

async function issuedOf<K extends RegionNotice['kind']>(
  connection: Connection,
  kind: K,
): Promise<readonly Extract<RegionNotice, { kind: K }>[]> {
  const notices = (await noticesOfKind(connection, kind)).map(({ body }) => readNotice(body));
  return notices.filter((one): one is Extract<RegionNotice, { kind: K }> => one?.kind === kind);
}

async function readTables(connection: Connection): Promise<CodeTables> {
  const editions = new Map<ValueTable, ValueTableEdition[]>(valueTables.map((name) => [name, []]));
  for (const { codeTable } of await issuedOf(connection, 'codeTable')) {
    if (codeTable.table !== 'examArea' && codeTable.table !== 'school') editions.get(codeTable.table)?.push(codeTable);
  }
  const after = (name: ValueTable) => codeTableAfter(name, editions.get(name) ?? []);
  return {
    ethnicity: after('ethnicity'),
    politicalStatus: after('politicalStatus'),
    foreignLanguage: after('foreignLanguage'),
  };
}
