import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import type { LongHandler } from '../../platform/act.ts';
import { qrPicture } from '../../print/qr-picture.ts';
import { registrationFormHtml } from '../../print/registration-form.ts';
import { gatherRegistrationForm } from './gather-form.ts';

/**
 * Makes the registration form of one pupil as a PDF where the person says. Recorded with its verification code; the file
 * name holds no personal data. Null = the person cancelled.
 */
export const printForm: LongHandler<'desk.printForm'> = async (input, context, services) => {
  const reached = reachCandidacy(context.db, context.actor, input.candidacyId);
  if (!reached.ok) return reached;
  const candidacy = reached.value;
  const suggested = `登记表-${candidacy.id.slice(-8)}.pdf`;
  const path = await services.files.save('保存登记表（打印后由学生签字）', suggested, ['pdf']);
  if (path === null) return ok(null);
  const { form, qrText } = gatherRegistrationForm(context, candidacy);
  const qr = await qrPicture(qrText);
  const pdf = await services.pdf(registrationFormHtml({ ...form, qr }), { landscape: false });
  try {
    await writeFile(path, pdf, { mode: 0o600 });
  } catch {
    return failed(invalid('', '登记表没有存上：那个位置不能写入，或空间不够。换一个文件夹或 U 盘再存'));
  }
  return context.transact(({ record }) => {
    record({
      kind: 'registrationForm.printed',
      subjectNoun: 'candidacy',
      subjectId: candidacy.id,
      payload: { revision: candidacy.revision, verificationCode: form.verificationCode },
    });
    return ok({ fileName: basename(path) });
  });
};
