import type { Role } from '../../../shared/domain/role.ts';
import { ok } from '../../../shared/lib/result.ts';
import { listAccounts } from '../../db/store/account.ts';
import { listAudit } from '../../db/store/audit.ts';
import { verifyChain } from '../../db/store/chain.ts';
import { listSchools } from '../../db/store/office.ts';
import type { QueryHandler } from '../../platform/act.ts';

const accountList: QueryHandler<'account.list'> = (_input, { db, actor }) =>
  ok(
    listAccounts(db, actor.schoolId).map((account) => ({
      userId: account.id,
      loginName: account.loginName,
      displayName: account.displayName,
      role: account.role as Role,
      schoolName: account.schoolName,
      schoolId: account.schoolId,
      classIds: [...account.classIds],
      classNames: [...account.classNames],
      lockedOut: account.triesLeft <= 0,
      disabled: account.disabledAt !== null,
      hasKeySlot: account.schoolId === null && account.disabledAt === null,
    })),
  );

const schools: QueryHandler<'office.schools'> = (_input, { db, actor }) => ok(listSchools(db, actor.schoolId));

const auditList: QueryHandler<'audit.list'> = (input, { db }) => ok(listAudit(db, input.before, input.limit));

const auditVerify: QueryHandler<'audit.verify'> = (_input, { db }) => {
  const report = verifyChain(db);
  const sentence = report.intact
    ? `${report.events} 条记录首尾相接，没有改动`
    : `第 ${report.firstBroken} 条记录与前后对不上。停止使用本机，把数据文件夹原样交给管理员，从备份核对`;
  return ok({ ...report, sentence });
};

/** Reads about accounts, the office's schools and the audit. */
export const accountQueries = {
  'account.list': accountList,
  'office.schools': schools,
  'audit.list': auditList,
  'audit.verify': auditVerify,
} as const;
