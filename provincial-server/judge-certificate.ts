import { certifiedText } from '#shared/wire/certificate-text.ts';
import type { ChangeMessage } from '#shared/wire/change-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { Connection } from './database.ts';
import { signedByKey } from './enrolled-key.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { toldCertificates } from './store/told-certificate.ts';

/**
 * Why a certificate that a desk tells is not registered; null = it is. Its signature is proved with the desk's enrolled key: what
 * is registered once answers for the paper. One number is one content for good, whoever tells it again.
 */
export async function reasonAgainstCertificate(
  connection: Connection,
  { deviceId, certified, signature }: Extract<ChangeMessage, { kind: 'certificate' }>,
): Promise<RefusalReason | null> {
  const desk = await findEnrolledDesk(connection, deviceId);
  const isOwn = certified.deviceId === deviceId;
  // a receiver for trials knows no keys; who asks about the paper is told that nothing is proven
  if (!isOwn || (desk !== null && !signedByKey(certifiedText(certified), signature, desk.publicKey)))
    return {
      code: 'certificate-unproven',
      sentence: `编号 ${certified.number} 的成绩证明，签名和送来它的登记台对不上，没有登记。`,
      next: '由管理员更新登记台程序，撤销这份证明，重新申请出具。',
    };
  const registered = (await toldCertificates(connection, certified.number)).filter(({ state }) => state === 'stored');
  if (registered.every((one) => one.signature === signature)) return null;
  return {
    code: 'certificate-taken',
    sentence: `编号 ${certified.number} 已经登记给另一份成绩证明，这一份没有登记。`,
    next: '由管理员报自治区，查这个编号怎么到了这里；这份证明先撤销，重新申请出具。',
  };
}
