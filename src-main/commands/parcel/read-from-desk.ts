import { setImmediate as nextTurn } from 'node:timers/promises';
import { parcelFaultSentence } from '../../../parcel/fault.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import type { DeskParcelLine } from '../../../shared/wire/desk-parcel.ts';
import type { SignedNotice } from '../../../shared/wire/region-notice.ts';
import { storePhoto } from '../../db/store/capture.ts';
import { keepTold } from '../../db/store/desk-stand.ts';
import { isKeptOut } from '../../db/store/kept-out.ts';
import { findOfficeDesk, noteNumberRead, type OfficeDeskRow } from '../../db/store/office-desk.ts';
import { adoptOfficeSecret } from '../../db/store/parcel-keys.ts';
import { forgetPhotosDown, logParcel, notePhotosDown, parcelReadBefore } from '../../db/store/parcel-log.ts';
import { takePupilIn } from '../../db/store/pupil-arrival.ts';
import type { CommandContext, LongContext, LongHandler } from '../../platform/act.ts';
import { newcomers } from './newcomers.ts';
import { type OpenedDeskParcel, openDeskParcel } from './open-desk-parcel.ts';

type StandLine = Extract<DeskParcelLine, { kind: 'stand' }>;
type Came = NonNullable<Output<'parcel.readFromDesk'>>;

/** How notices are used, whichever way they came, and who keeps the keys that open the file; commands do not know each other. */
export type DeskDoors = {
  readonly notices: { take(context: CommandContext, notices: readonly SignedNotice[]): { readonly applied: number } };
  /** the password of this account opens the file no more */
  forgetKey(loginName: string): void;
};

const administratorDecides: Fault = {
  kind: 'forbidden',
  message: '丢失的登记台写的包，用不用由管理员决定。请管理员来读。',
};
const noPupils = { added: 0, completed: 0, changed: 0, joined: 0, twice: 0, differs: 0, known: 0 };
const noAccounts = { added: 0, changed: 0, closed: 0, leftOut: 0, known: 0 };
const photosPerStep = 20;

/**
 * Reads a parcel of another desk of the office. Proven and opened whole first; pictures are put down in small steps (they are
 * addressed by their content and belong to nobody yet), everything else in one transaction. The same parcel again changes
 * nothing and says the same.
 */
export function readFromDesk(doors: DeskDoors): LongHandler<'parcel.readFromDesk'> {
  return async ({ lostReason }, context, services) => {
    const takesLost = lostReason !== undefined;
    if (takesLost && context.actor.role !== 'officeAdministrator') return failed(administratorDecides);
    const path = await services.files.open('读同办公室登记台的数据包', ['kaoji-parcel']);
    if (path === null) return ok(null);
    const opened = await openDeskParcel(context.db, path, takesLost);
    if (!opened.ok) return opened;
    const before = parcelReadBefore(context.db, opened.value.sha256);
    if (before) return ok(knownAgain(before.result));
    await putDown(context, opened.value);
    const used = use(context, doors.notices, opened.value, lostReason);
    if (!used.ok) return used;
    for (const loginName of used.value.closed) doors.forgetKey(loginName);
    services.emit({ kind: 'changed', nouns: ['candidacy', 'sync', 'case', 'inbox', 'calendar', 'account'] });
    return ok(used.value.came);
  };
}

type EarlierCame = Omit<Came, 'accounts' | 'told' | 'isOlder'> & { readonly accounts: number };

/** What was said when this parcel was read; one of an earlier program said less, and counted accounts in one number. */
function knownAgain(result: string): Came {
  const said = JSON.parse(result) as Came | EarlierCame;
  const accounts = typeof said.accounts === 'number' ? { ...noAccounts, added: said.accounts } : said.accounts;
  return { told: 0, isOlder: false, ...said, pupils: { ...noPupils, ...said.pupils }, accounts, isKnown: true };
}

async function putDown(context: LongContext, { photos }: OpenedDeskParcel): Promise<void> {
  const all = [...photos];
  context.transact(({ db, clock }) => {
    forgetPhotosDown(db, clock.now());
    notePhotosDown(db, [...photos.keys()], clock.now());
    return ok(null);
  });
  for (let at = 0; at < all.length; at += photosPerStep) {
    context.transact(({ db }) => {
      for (const [sha256, bytes] of all.slice(at, at + photosPerStep)) storePhoto(db, { sha256, bytes });
      return ok(null);
    });
    await nextTurn();
  }
}

/** Nothing of the parcel was used: pictures that nobody holds go again. */
function takeAway(context: LongContext): void {
  context.transact(({ db, clock }) => {
    forgetPhotosDown(db, clock.now());
    return ok(null);
  });
}

function use(
  context: LongContext,
  notices: DeskDoors['notices'],
  { header, sha256, from, lines }: OpenedDeskParcel,
  lostReason: string | undefined,
): Result<{ readonly came: Came; readonly closed: readonly string[] }, Fault> {
  const [begin] = lines;
  const number = begin?.kind === 'begin' ? (begin.number ?? null) : null;
  let isUsed = false;
  try {
    const used = context.transact((step) => {
      // an older one, read late or played again, brings back no account, no right and no key; asked here, because another
      // parcel may have been used while the pictures of this one were put down
      const numberRead = findOfficeDesk(step.db, from.deviceId)?.numberRead ?? from.numberRead;
      const isNewest = number === null || number > numberRead;
      const came: Came = {
        deskName: from.deskName,
        isKnown: false,
        pupils: { ...noPupils },
        told: 0,
        accounts: noAccounts,
        isOlder: !isNewest,
        notices: 0,
      };
      // first of all: a school or a code that is new with this parcel has to be known when its people and pupils are
      const told = lines.flatMap((line): readonly SignedNotice[] =>
        line.kind === 'notice' ? [{ body: line.body, signature: line.signature }] : [],
      );
      came.notices = notices.take(step, told).applied;
      const adapt = newcomers(step, lines, isNewest);
      came.accounts = adapt.accounts;
      const { deskName, deviceId } = from;
      const direction = header.kind === 'toDesk' ? ('toDesk' as const) : ('toOffice' as const);
      const arriving = { deskName, deviceId, direction, sha256 };
      for (const line of lines) {
        if (line.kind === 'officeKey' && isNewest) adoptOfficeSecret(step.db, line.secret, step.clock.now());
        if (line.kind === 'pupil') came.pupils[takePupilIn(step, { ...arriving, line: adapt.pupil(line) })] += 1;
        if (line.kind === 'stand' && takeStand(step, line, from)) came.told += 1;
      }
      notePhotosDown(step.db, [], step.clock.now());
      if (number !== null && isNewest) noteNumberRead(step.db, from.deviceId, number);
      const happenedAt = step.clock.now();
      const entry = { sha256, kind: header.kind, otherDeviceId: from.deviceId, count: header.count, happenedAt };
      logParcel(step.db, { ...entry, way: 'read', result: JSON.stringify(came), doneBy: step.actor.userId });
      const payload = {
        sha256,
        kind: header.kind,
        fromDesk: from.deskName,
        ...came,
        ...(from.lostAt !== null && { lostReason }),
      };
      step.record({ kind: 'parcel.deskRead', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
      return ok({ came, closed: adapt.closed });
    });
    isUsed = used.ok;
    return used;
  } catch (error) {
    // a row that the schema does not take: everything was rolled back
    if (isKeptOut(error)) return failed(invalid('', parcelFaultSentence.content));
    throw error;
  } finally {
    if (!isUsed) takeAway(context);
  }
}

/** What the office says of a record that was handed over to it. */
function takeStand(step: CommandContext, line: StandLine, { deviceId, deskName }: OfficeDeskRow): boolean {
  const { candidacyId, status } = line;
  if (!keepTold(step.db, deviceId, line, step.clock.now())) return false;
  const payload = { deskName, status };
  step.record({ kind: 'candidacy.toldByOffice', subjectNoun: 'candidacy', subjectId: candidacyId, payload });
  return true;
}
