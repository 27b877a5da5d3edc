import { parcelKindLabel } from '../../../shared/labels/parcel-kind.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import { readInstallation } from '../../db/store/office.ts';
import { findOfficeDesk, listOfficeDesks } from '../../db/store/office-desk.ts';
import { listParcels, type ParcelRow, recordsOfParcel, recordsToHandOver } from '../../db/store/parcel-log.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { keyFingerprint } from '../../security/signature.ts';

const newestParcels = 50;

/** This desk, the others of the office, the last parcels. */
const desks: QueryHandler<'parcel.desks'> = (_input, { db }) => {
  const own = readInstallation(db);
  return ok({
    own: { deviceId: own.deviceId, deskName: own.deskName, fingerprint: keyFingerprint(own.devicePublicKey) },
    desks: listOfficeDesks(db).map(({ deviceId, deskName, publicKey, addedAt }) => ({
      deviceId,
      deskName,
      fingerprint: keyFingerprint(publicKey),
      addedAt,
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
      by: accountById(db, row.doneBy)?.displayName ?? '',
      again: againOf(db, row),
    })),
  });
};

function againOf(db: DeskDb, { sha256, way, kind, otherDeviceId }: ParcelRow) {
  if (way !== 'written' || kind !== 'toOffice' || otherDeviceId === null) return null;
  if (!findOfficeDesk(db, otherDeviceId)) return null;
  const records = recordsOfParcel(db, sha256, otherDeviceId).length;
  return records === 0 ? null : { deviceId: otherDeviceId, records };
}

export const parcelQueries = { 'parcel.desks': desks };
