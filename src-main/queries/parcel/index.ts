import type { CandidacyStatus } from '../../../shared/domain/candidacy-status.ts';
import { parcelKindLabel } from '../../../shared/labels/parcel-kind.ts';
import { candidacyStatusLabel } from '../../../shared/labels/status.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import { toldCounts } from '../../db/store/desk-stand.ts';
import { readInstallation } from '../../db/store/office.ts';
import { findOfficeDesk, listOfficeDesks } from '../../db/store/office-desk.ts';
import {
  listParcels,
  type ParcelRow,
  parcelStateOf,
  recordsOfParcel,
  recordsToHandOver,
  recordsWith,
} from '../../db/store/parcel-log.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { keyFingerprint } from '../../security/signature.ts';

const newestParcels = 50;

/** This desk, the others of the office, the last parcels. */
const desks: QueryHandler<'parcel.desks'> = (_input, { db }) => {
  const own = readInstallation(db);
  return ok({
    own: { deviceId: own.deviceId, deskName: own.deskName, fingerprint: keyFingerprint(own.devicePublicKey) },
    desks: listOfficeDesks(db).map(({ deviceId, deskName, publicKey, addedAt, duty, lostAt, lostBy, lostReason }) => ({
      deviceId,
      deskName,
      fingerprint: keyFingerprint(publicKey),
      addedAt,
      duty: duty as 'office' | 'field',
      lost: lostAt === null ? null : { at: lostAt, by: nameOf(db, lostBy), reason: lostReason ?? '' },
      records: recordsWith(db, deviceId),
      told: toldCounts(db, deviceId).map(({ status, count }) => ({
        label: candidacyStatusLabel(status as CandidacyStatus, false),
        count,
      })),
    })),
    toHandOver: recordsToHandOver(db, 100_000).length,
    history: listParcels(db, newestParcels).map((row) => ({
      sha256: row.sha256,
      way: row.way as 'written' | 'read',
      kindLabel: parcelKindLabel(row.kind),
      otherDesk:
        row.otherDeviceId === null ? null : (findOfficeDesk(db, row.otherDeviceId)?.deskName ?? '已不认的登记台'),
      count: row.count,
      at: row.happenedAt,
      by: nameOf(db, row.doneBy),
      state: row.way === 'written' ? parcelStateOf(db, row.sha256) : ('whole' as const),
      again: againOf(db, row),
    })),
  });
};

function nameOf(db: DeskDb, userId: string | null): string {
  return (userId === null ? null : accountById(db, userId)?.displayName) ?? '';
}

function againOf(db: DeskDb, { sha256, way, kind, otherDeviceId }: ParcelRow) {
  if (way !== 'written' || kind !== 'toOffice' || otherDeviceId === null) return null;
  const desk = findOfficeDesk(db, otherDeviceId);
  if (!desk || desk.lostAt !== null) return null;
  const records = recordsOfParcel(db, sha256, otherDeviceId).length;
  return records === 0 ? null : { deviceId: otherDeviceId, records };
}

export const parcelQueries = { 'parcel.desks': desks };
