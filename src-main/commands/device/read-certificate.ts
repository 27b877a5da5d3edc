import { readFile, stat } from 'node:fs/promises';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { deskCertificateFile } from '../../../shared/wire/enrolment.ts';
import { parseWireJson, type SignedText } from '../../../shared/wire/signed-text.ts';
import { keepCertificate } from '../../db/store/desk-certificate.ts';
import type { LongHandler } from '../../platform/act.ts';
import { provenCertificate } from '../../security/proven-certificate.ts';

const largestFile = 100_000;
const wrongFile = '这不是自治区发的登记证书。选扩展名为 .kaoji-desk-certificate.json 的文件。';

/** Takes in the region's certificate from a stick, where it is signed by the pinned key and made for exactly this desk. */
export const readCertificateFile: LongHandler<'device.readCertificate'> = async (
  _input,
  { db, transact },
  services,
) => {
  const path = await services.files.open('读入登记证书', ['kaoji-desk-certificate.json', 'json']);
  if (path === null) return ok(null);
  const signed = await signedIn(path);
  if (!signed.ok) return signed;
  const proven = provenCertificate(db, signed.value);
  if (!proven.ok) return failed(invalid('', `${proven.fault}。`));
  const kept = transact((context) => ok(keepCertificate(context, signed.value, proven.value)));
  if (!kept.ok) return kept;
  services.emit({ kind: 'changed', nouns: ['device', 'sync', 'outbox', 'receiver'] });
  return ok({ validUntil: proven.value.validUntil });
};

async function signedIn(path: string): Promise<Result<SignedText, Fault>> {
  try {
    if ((await stat(path)).size > largestFile) return failed(invalid('', wrongFile));
    const file = deskCertificateFile.safeParse(parseWireJson(await readFile(path, 'utf8')));
    return file.success ? ok(file.data.certificate) : failed(invalid('', wrongFile));
  } catch {
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}
