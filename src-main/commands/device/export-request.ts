import { basename } from 'node:path';
import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { LongHandler } from '../../platform/act.ts';
import { enrolmentRequestOf } from '../../security/enrolment-request.ts';
import { keyFingerprint } from '../../security/signature.ts';
import { writeFileDurably } from '../../security/write-file-durably.ts';

/** Writes this desk's signed request for the region onto a stick: its name and public key, nothing about any pupil. */
export const exportRequest: LongHandler<'device.exportRequest'> = async (_input, { db, clock, transact }, services) => {
  const { deviceId, deskName, devicePublicKey } = readInstallation(db);
  const suggested = `登记申请-${deskName}.kaoji-desk-request.json`;
  const path = await services.files.save('导出登记申请', suggested, ['kaoji-desk-request.json', 'json']);
  if (path === null) return ok(null);
  const request = enrolmentRequestOf(db, clock.now());
  try {
    writeFileDurably(path, JSON.stringify({ format: 'kaoji-desk-request', version: 1, request }));
  } catch {
    return failed(invalid('', '这个位置写不进去：U 盘满了、写保护了或者拔掉了。换一个位置再导出。'));
  }
  const fingerprint = keyFingerprint(devicePublicKey);
  const noted = transact(({ record }) => {
    record({
      kind: 'device.requestExported',
      subjectNoun: 'installation',
      subjectId: deviceId,
      payload: { fingerprint },
    });
    return ok(null);
  });
  return noted.ok ? ok({ fileName: basename(path), fingerprint }) : noted;
};
