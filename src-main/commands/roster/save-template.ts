import { basename } from 'node:path';
import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { listSchools } from '../../db/store/office.ts';
import type { LongHandler } from '../../platform/act.ts';
import { saveWorkbook } from './save-report.ts';
import { templatePlan } from './template-plan.ts';

const suggested = {
  roster: '名册模板.xlsx',
  enrolmentList: '学籍名单模板.xlsx',
  subjectResults: '考试成绩模板.xlsx',
} as const;

/** Writes an empty roster with text columns, lists to choose from, and the code tables. */
export const saveTemplate: LongHandler<'roster.saveTemplate'> = async ({ kind }, context, services) => {
  const schools = listSchools(context.db, context.actor.schoolId);
  const path = await services.files.save('另存模板', suggested[kind], ['xlsx']);
  if (path === null) return ok(null);
  const trouble = await saveWorkbook(services.heavy, {
    path,
    plan: templatePlan(kind, schools, codeTables(context.db)),
  });
  return trouble === null ? ok({ fileName: basename(path) }) : failed(invalid('', trouble));
};
