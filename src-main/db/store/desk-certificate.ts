import { type DeskCertificate, readDeskCertificate } from '#shared/wire/enrolment.ts';
import { parseWireJson, type SignedText, signedText } from '#shared/wire/signed-text.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/** Name of the setting with the region's certificate for this desk, as signed. */
const certificateSetting = 'deskCertificate';

/** Keeps a proven certificate, with event and audit. One that is not newer than the one that is here changes nothing. */
export function keepCertificate(
  { db, clock, record }: Pick<RegionContext, 'db' | 'clock' | 'record'>,
  signed: SignedText,
  certificate: DeskCertificate,
): void {
  const before = readCertificate(db);
  if (before && before.issuedAt >= certificate.issuedAt) return;
  writeSetting(db, certificateSetting, JSON.stringify(signed), clock.now(), null);
  const { deviceId, validFrom, validUntil, enrolledBy } = certificate;
  record({
    kind: before ? 'device.renewed' : 'device.enrolled',
    subjectNoun: 'installation',
    subjectId: deviceId,
    payload: { validFrom, validUntil, enrolledBy },
  });
}

/** The region's certificate for this desk; null = none yet. */
export function readCertificate(db: DeskDb): DeskCertificate | null {
  const kept = signedText.safeParse(parseWireJson(readSetting(db, certificateSetting) ?? ''));
  return kept.success ? readDeskCertificate(kept.data.body) : null;
}
