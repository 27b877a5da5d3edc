import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import type { LongHandler } from '../../platform/act.ts';
import type { DeskEnroller } from '../../platform/ports.ts';
import { exportRequest } from './export-request.ts';
import { readCertificateFile } from './read-certificate.ts';

/** This desk at the region: with a code, with a file, for longer. The network is handed in, commands know none. */
export function deviceLongCalls(enroller: DeskEnroller) {
  const enrolByCode: LongHandler<'device.enrolByCode'> = async ({ code }) => {
    const trouble = await enroller.byCode(code);
    return trouble === null ? ok({}) : failed(invalid('code', trouble));
  };
  const renew: LongHandler<'device.renew'> = async () => {
    const trouble = await enroller.renew();
    return trouble === null ? ok({}) : failed(invalid('', trouble));
  };
  return {
    'device.enrolByCode': enrolByCode,
    'device.renew': renew,
    'device.exportRequest': exportRequest,
    'device.readCertificate': readCertificateFile,
  };
}
