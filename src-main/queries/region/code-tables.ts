import type { Output } from '#shared/contract/index.ts';
import { type CodeTable, type CodeTableName, codeTableNames } from '#shared/domain/code-table.ts';
import { listLimit } from '#shared/domain/list-limit.ts';
import { codeTableLabel } from '#shared/labels/code-table.ts';
import { ok } from '#shared/lib/result.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import type { DeskDb } from '../../db/open.ts';
import { codeTables } from '../../db/store/code-table.ts';
import type { CodeTableChanges } from '../../db/store/code-table-changes.ts';
import { codeTableEditions } from '../../db/store/code-table-edition.ts';
import { listNotices } from '../../db/store/inbox.ts';
import { knownAreas, knownSchools } from '../../db/store/place-table.ts';
import type { QueryHandler } from '../../platform/act.ts';

type Line = Output<'region.codeTables'>[number];

/** The code tables of the region as this desk works by them. */
export const codeTableLines: QueryHandler<'region.codeTables'> = (_input, { db }) => {
  const coming = comingTables(db);
  return ok(codeTableNames.map((table) => lineOf(db, table, coming)));
};

/** What forms offer: codes in force in the order of the table, then those that only older records carry. */
export const codeChoices: QueryHandler<'region.codeChoices'> = (_input, { db }) => {
  const { ethnicity, politicalStatus, foreignLanguage } = codeTables(db);
  return ok({
    ethnicity: choicesOf(ethnicity),
    politicalStatus: choicesOf(politicalStatus),
    foreignLanguage: choicesOf(foreignLanguage),
  });
};

function choicesOf({ codes, retired }: CodeTable) {
  const list = (of: CodeTable['codes'], isRetired: boolean) =>
    of.map(([value, label]) => ({ value, label, retired: isRetired }));
  return [...list(codes, false), ...list(retired, true)];
}

type Coming = { readonly table: CodeTableName; readonly sentence: string };

function lineOf(db: DeskDb, table: CodeTableName, coming: readonly Coming[]): Line {
  const editions = codeTableEditions(db, table);
  const [newest] = editions;
  const isPlace = table === 'examArea' || table === 'school';
  return {
    table,
    name: codeTableLabel(table),
    entries: isPlace
      ? (table === 'school' ? knownSchools(db) : knownAreas(db)).length
      : codeTables(db)[table].codes.length,
    sentence: newest
      ? `用自治区的“${newest.label}”，自 ${newest.inForceFrom} 起`
      : isPlace
        ? '自治区还没有发来，用安装文件带来的'
        : '自治区还没有发来，用本程序带的国家标准',
    editions: editions.map((one) => ({
      editionId: one.id,
      label: one.label,
      inForceFrom: one.inForceFrom,
      arrivedAt: one.arrivedAt,
      changes: JSON.parse(one.changes) as CodeTableChanges as Line['editions'][number]['changes'],
    })),
    coming: coming.filter((one) => one.table === table).map(({ sentence }) => sentence),
  };
}

/** Tables that are here and wait for their day or for another one. */
function comingTables(db: DeskDb): readonly Coming[] {
  return listNotices(db, 'parked', listLimit).flatMap(({ body, reason }) => {
    const notice = readNotice(body);
    if (notice?.kind !== 'codeTable') return [];
    const { table, label } = notice.codeTable;
    return [{ table, sentence: `“${label}”：${reason ?? ''}` }];
  });
}
