import {
  type CodeTables,
  codeTableAfter,
  type ValueTable,
  type ValueTableEdition,
  valueTables,
} from '#shared/domain/code-table.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from './database.ts';
import { noticesOfKind } from './store/notice.ts';

/**
 * The codes that the region has issued. A record may carry any that ever was: the county's desk says whether it may still
 * begin with it, and a record is not refused because its code went since.
 */
export type CodeBook = {
  /** as last read */
  known(): CodeTables;
  readAnew(): Promise<CodeTables>;
};

/** Reads what was issued. */
export async function openCodeBook(connection: Connection): Promise<CodeBook> {
  let tables = await readTables(connection);
  return {
    known: () => tables,
    readAnew: async () => {
      tables = await readTables(connection);
      return tables;
    },
  };
}

async function readTables(connection: Connection): Promise<CodeTables> {
  const editions = new Map<ValueTable, ValueTableEdition[]>(valueTables.map((name) => [name, []]));
  for (const { body } of await noticesOfKind(connection, 'codeTable')) {
    const notice = readNotice(body);
    if (notice?.kind !== 'codeTable') continue;
    const { codeTable } = notice;
    if (codeTable.table !== 'examArea' && codeTable.table !== 'school') editions.get(codeTable.table)?.push(codeTable);
  }
  const after = (name: ValueTable) => codeTableAfter(name, editions.get(name) ?? []);
  return {
    ethnicity: after('ethnicity'),
    politicalStatus: after('politicalStatus'),
    foreignLanguage: after('foreignLanguage'),
  };
}
