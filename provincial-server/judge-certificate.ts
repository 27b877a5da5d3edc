import { certifiedText, isNumberOf, openingMarkIn } from '#shared/wire/certificate-text.ts';
import type { ChangeMessage } from '#shared/wire/change-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { Connection } from './database.ts';
import { signedByKey } from './enrolled-key.ts';
import { hasIncarnationEnding } from './store/desk-incarnation.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { toldCertificates } from './store/told-certificate.ts';

/**
 * Why a certificate that a desk tells is not registered; null = it is. Its signature is proved with the desk's enrolled key,
 * and its number ends like an opening of that desk's file. One number of one desk is one content for good, whoever tells it
 * again; what another desk tells under the same number stands in nobody's way: names of openings are a desk's own word.
 * Which county a number names is not judged: the region keeps no list of offices with their county codes.
 */
export async function reasonAgainstCertificate(
  connection: Connection,
  { deviceId, incarnation, certified, signature }: Extract<ChangeMessage, { kind: 'certificate' }>,
): Promise<RefusalReason | null> {
  const { number } = certified;
  const desk = await findEnrolledDesk(connection, deviceId);
  const isOwn = certified.deviceId === deviceId;
  // a receiver for trials knows no keys; who asks about the paper is told that nothing is proven
  if (!isOwn || (desk !== null && !signedByKey(certifiedText(certified), signature, desk.publicKey)))
    return {
      code: 'certificate-unproven',
      sentence: `编号 ${number} 的成绩证明，签名和送来它的登记台对不上，没有登记。`,
      next: '由管理员更新登记台程序，撤销这份证明，重新申请出具。',
    };
  const registered = (await toldCertificates(connection, number)).find(
    (one) => one.state === 'stored' && one.certified.deviceId === deviceId,
  );
  if (registered)
    return registered.signature === signature
      ? null
      : otherNumber('taken', `编号 ${number} 已经登记给另一份成绩证明，这一份没有登记。`);
  // the opening that wrote the message first: one that gave a number before it was ever heard of tells of it itself
  if (desk === null || isNumberOf(number, incarnation)) return null;
  if (await hasIncarnationEnding(connection, deviceId, openingMarkIn(number))) return null;
  return otherNumber('unproven', `编号 ${number} 不是这台登记台编的，没有登记。`);
}

function otherNumber(what: 'taken' | 'unproven', sentence: string): RefusalReason {
  const next = '由管理员报自治区，查这个编号怎么到了这里；这份证明先撤销，重新申请出具。';
  return { code: `certificate-${what}`, sentence, next };
}
