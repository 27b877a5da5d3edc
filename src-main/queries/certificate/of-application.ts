import { ok } from '#shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { contentOf, findCertificate, printsOf } from '../../db/store/certificate.ts';
import { toldToRegion } from '../../db/store/change-message.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The certificate that an application led to, with what may be done with it. */
export const certificateOfApplication: QueryHandler<'certificate.ofApplication'> = ({ applicationId }, context) => {
  const { db, actor } = context;
  const reached = reachApplication(context, applicationId);
  if (!reached.ok) return reached;
  const row = findCertificate(db, 'application_id', applicationId);
  if (!row) return ok(null);
  const nameOf = (userId: string | null) => (userId === null ? '' : (accountById(db, userId)?.displayName ?? ''));
  const stands = row.withdrawnAt === null;
  const prints = ['clerk', 'reviewer', 'officeAdministrator'].includes(actor.role);
  const withdraws = ['reviewer', 'officeAdministrator'].includes(actor.role);
  return ok({
    certificateId: row.id,
    number: row.number,
    issuedAt: row.issuedAt,
    issuedBy: nameOf(row.issuedBy),
    prints: printsOf(db, row.id),
    withdrawn:
      row.withdrawnAt === null
        ? null
        : { at: row.withdrawnAt, by: nameOf(row.withdrawnBy), reason: row.withdrawnReason ?? '' },
    subjects: contentOf(row).subjects.map(({ label, outcome, source }) => ({ label, outcome, source })),
    told: toldToRegion(db, row.id),
    acts: [
      ...(prints && stands ? [{ act: 'certificate.print', open: true, why: [] }] : []),
      ...(withdraws && stands ? [{ act: 'certificate.withdraw', open: true, why: [] }] : []),
    ],
  });
};
