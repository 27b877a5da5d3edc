import { setImmediate as nextTurn } from 'node:timers/promises';
import { parcelFaultSentence } from '../../../parcel/fault.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import type { SignedNotice } from '../../../shared/wire/region-notice.ts';
import { storePhoto } from '../../db/store/capture.ts';
import { adoptOfficeSecret } from '../../db/store/parcel-keys.ts';
import { logParcel, parcelReadBefore } from '../../db/store/parcel-log.ts';
import { forgetPhoto } from '../../db/store/photo-file.ts';
import { takePupilIn } from '../../db/store/pupil-arrival.ts';
import type { CommandContext, LongContext, LongHandler } from '../../platform/act.ts';
import { newcomers } from './newcomers.ts';
import { type OpenedDeskParcel, openDeskParcel } from './open-desk-parcel.ts';

type Came = NonNullable<Output<'parcel.readFromDesk'>>;

/** How notices are used, whichever way they came; commands do not know each other. */
export type NoticeDoor = {
  take(context: CommandContext, notices: readonly SignedNotice[]): { readonly applied: number };
};

const photosPerStep = 20;

/**
 * Reads a parcel of another desk of the office. Proven and opened whole first; pictures are put down in small steps (they are
 * addressed by their content and belong to nobody yet), everything else in one transaction. The same parcel again changes
 * nothing and says the same.
 */
export function readFromDesk(notices: NoticeDoor): LongHandler<'parcel.readFromDesk'> {
  return async (_input, context, services) => {
    const path = await services.files.open('读同办公室登记台的数据包', ['kaoji-parcel']);
    if (path === null) return ok(null);
    const opened = await openDeskParcel(context.db, path);
    if (!opened.ok) return opened;
    const before = parcelReadBefore(context.db, opened.value.sha256);
    if (before) return ok({ ...(JSON.parse(before.result) as Came), isKnown: true });
    await putDown(context, opened.value);
    const used = use(context, notices, opened.value);
    if (!used.ok) return used;
    services.emit({ kind: 'changed', nouns: ['candidacy', 'sync', 'case', 'inbox', 'calendar', 'account'] });
    return ok(used.value);
  };
}

async function putDown(context: LongContext, { photos }: OpenedDeskParcel): Promise<void> {
  const all = [...photos];
  for (let at = 0; at < all.length; at += photosPerStep) {
    context.transact(({ db }) => {
      for (const [sha256, bytes] of all.slice(at, at + photosPerStep)) storePhoto(db, { sha256, bytes });
      return ok(null);
    });
    await nextTurn();
  }
}

/** Nothing of the parcel was used: pictures that nobody holds go again. */
function takeAway(context: LongContext, photos: OpenedDeskParcel['photos']): void {
  context.transact(({ db }) => {
    for (const sha256 of photos.keys()) forgetPhoto(db, sha256);
    return ok(null);
  });
}

function use(
  context: LongContext,
  notices: NoticeDoor,
  { header, sha256, from, lines: all, photos }: OpenedDeskParcel,
): Result<Came, Fault> {
  // what comes back from the field lets nobody in here and changes no key
  const lines = header.kind === 'toDesk' ? all : all.filter(({ kind }) => kind !== 'account' && kind !== 'officeKey');
  let isUsed = false;
  try {
    const used = context.transact((step) => {
      const came: Came = {
        deskName: from.deskName,
        isKnown: false,
        pupils: { added: 0, completed: 0, joined: 0, twice: 0, known: 0 },
        accounts: 0,
        notices: 0,
      };
      const adapt = newcomers(step, lines);
      came.accounts = adapt.accounts;
      const told: SignedNotice[] = [];
      for (const line of lines) {
        if (line.kind === 'officeKey') adoptOfficeSecret(step.db, line.secret, step.clock.now());
        if (line.kind === 'notice') told.push({ body: line.body, signature: line.signature });
        if (line.kind === 'pupil')
          came.pupils[takePupilIn(step, { line: adapt.pupil(line), deskName: from.deskName, sha256 })] += 1;
      }
      came.notices = notices.take(step, told).applied;
      const happenedAt = step.clock.now();
      const entry = { sha256, kind: header.kind, otherDeviceId: from.deviceId, count: header.count, happenedAt };
      logParcel(step.db, { ...entry, way: 'read', result: JSON.stringify(came), doneBy: step.actor.userId });
      const payload = { sha256, kind: header.kind, fromDesk: from.deskName, ...came };
      step.record({ kind: 'parcel.deskRead', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
      return ok(came);
    });
    isUsed = used.ok;
    return used;
  } catch (error) {
    // a row that the schema does not take: everything was rolled back
    if (isConstraint(error)) return failed(invalid('', parcelFaultSentence.content));
    throw error;
  } finally {
    if (!isUsed) takeAway(context, photos);
  }
}

function isConstraint(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_CONSTRAINT');
}
