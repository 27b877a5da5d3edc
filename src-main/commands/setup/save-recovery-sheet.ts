import { writeFile } from 'node:fs/promises';
import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { GateHandler } from '../../platform/act.ts';
import { recoverySheetHtml } from '../../print/recovery-sheet.ts';
import { keyFingerprint } from '../../security/signature.ts';

/** The recovery sheet as PDF, to print at once. Possible only while the words are on the screen: after set-up or renewal, until the next sign-in. */
export const saveRecoverySheet: GateHandler<'setup.saveRecoverySheet'> = async (_input, gate, services) => {
  const db = gate.db();
  const words = gate.recoveryWords;
  if (!db || !words) return failed(invalid('', '恢复单只显示一次。要新的恢复单，由管理员在“账户”页重新生成。'));
  const path = await services.files.save('保存恢复单（打印后删除文件）', '恢复单.pdf', ['pdf']);
  if (path === null) return ok({ saved: false });
  const office = readInstallation(db);
  const html = recoverySheetHtml({
    words,
    officeName: office.officeName,
    deskName: office.deskName,
    date: gate.options.clock.today(),
    regionKeyFingerprint: keyFingerprint(office.regionPublicKey),
  });
  try {
    await writeFile(path, await services.pdf(html, { landscape: false }), { mode: 0o600 });
  } catch {
    return failed(invalid('', '恢复单没有存上：那个位置不能写入。换一个文件夹或 U 盘再存。'));
  }
  return ok({ saved: true });
};
