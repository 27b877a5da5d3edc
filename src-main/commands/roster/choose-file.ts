import { basename } from 'node:path';
import { failed, ok } from '#shared/lib/result.ts';
import { writeAudit } from '../../db/store/audit.ts';
import { insertBatch } from '../../db/store/import-batch.ts';
import type { LongHandler } from '../../platform/act.ts';
import { startImportJob } from './import-job.ts';
import { readBatch } from './read-batch.ts';

const titles = {
  roster: '选择学校名册',
  enrolmentList: '选择自治区的学籍名单',
  subjectResults: '选择自治区的考试成绩',
} as const;
/** xls and et are on the list so that whoever picks one is told the way to xlsx. */
const extensions = ['xlsx', 'csv', 'txt', 'xls', 'et'];

/** Opens the file dialog and starts reading in the heavy process; answers at once, the reading goes on. */
export const chooseFile: LongHandler<'roster.chooseFile'> = async ({ kind }, context, services) => {
  if (kind === 'enrolmentList' && context.actor.role === 'schoolAdministrator') {
    return failed({ kind: 'forbidden', message: '学籍名单由旗县导入：学校的名册要拿它来核对。把文件交给旗县考试机构' });
  }
  if (kind === 'subjectResults' && context.actor.role !== 'officeAdministrator') {
    return failed({ kind: 'forbidden', message: '考试成绩由旗县的管理员导入。把文件交给管理员' });
  }
  const path = await services.files.open(titles[kind], extensions);
  if (path === null) return ok(null);
  const batchId = context.ids.uuid();
  const opened = context.transact(({ db, clock, actor }) => {
    insertBatch(db, { id: batchId, kind, fileName: basename(path).slice(0, 200), by: actor.userId, at: clock.now() });
    const line = { actor, call: 'roster.chooseFile', outcome: 'done', subjectId: batchId, reference: null } as const;
    writeAudit(db, { ...line, at: clock.now() });
    return ok(null);
  });
  if (!opened.ok) return opened;
  services.emit({ kind: 'changed', nouns: ['importBatch'] });
  void startImportJob(batchId, (signal) => readBatch({ batchId, context, services, signal }, { path, kind }));
  return ok({ batchId });
};
