import { basename } from 'node:path';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { type DeskParcelLine, deskParcelLimit, type PupilLine } from '../../../shared/wire/desk-parcel.ts';
import type { DeskDb } from '../../db/open.ts';
import { isSomebodyElsewhere, listAccounts } from '../../db/store/account.ts';
import { findCandidacy } from '../../db/store/candidacy.ts';
import { beijingTime } from '../../db/store/candidacy-history.ts';
import { findStand, returnedTo, standsFor } from '../../db/store/desk-stand.ts';
import { regionEditions } from '../../db/store/inbox.ts';
import { readInstallation, readSchemaName } from '../../db/store/office.ts';
import { findOfficeDesk, nextNumberOut, type OfficeDeskRow } from '../../db/store/office-desk.ts';
import { officeSecret } from '../../db/store/parcel-keys.ts';
import {
  beginParcel,
  noteHandedOver,
  recordsOfParcel,
  recordsToHandOver,
  saveParcelState,
} from '../../db/store/parcel-log.ts';
import { classKeyOf, pupilBundle, pupilsForDesk } from '../../db/store/pupil-bundle.ts';
import { schoolCodeById } from '../../db/store/school.ts';
import type { LongContext, LongHandler, Services } from '../../platform/act.ts';
import { signWith } from '../../security/signature.ts';
import { packedPupils, peopleLines } from './pack-pupils.ts';
import { writeSealed } from './write-sealed.ts';

type Packing = {
  readonly kind: 'toDesk' | 'toOffice';
  readonly target: OfficeDeskRow;
  readonly lines: readonly DeskParcelLine[];
  readonly pupils: readonly PupilLine[];
};

/** records of a season whose state a desk is told */
const mostStands = 20_000;
const nothingNew =
  '没有要带回的：登记完成、还没有放行的才带。带过的不用再带；U 盘丢了、包坏了，在数据包的来往里按那一包的“再写一次…”。';
const nothingAgain = '这一包里的记录在本机都又办过了，没有可以照原样再写的。办好的用“带回审核…”带。';
const changedMeanwhile: Fault = {
  kind: 'stale',
  message: '装包的时候，里面有记录在本机又办过了。这个包已删掉，再写一次。',
};
const unknownDesk = invalid('deviceId', '本机还没有认这台登记台。先读它的名片，核对指纹。');
const lostDesk = invalid('deviceId', '这台登记台已记为丢失，不给它写包。找回来了，由管理员重新读它的名片，核对指纹。');

/** For a trip: pupils of a class, accounts, the office's key and the region's editions, sealed to one desk. */
export function writeToDesk(signal: () => AbortSignal): LongHandler<'parcel.writeToDesk'> {
  return async ({ deviceId, classId }, context, services) => {
    const target = findOfficeDesk(context.db, deviceId);
    if (!target) return failed(unknownDesk);
    if (target.lostAt !== null) return failed(lostDesk);
    const made = context.transact(({ db, clock }) =>
      ok({ secret: officeSecret(db, clock.now()), number: nextNumberOut(db, target, clock.now()) }),
    );
    if (!made.ok) return made;
    const { db } = context;
    // what this desk brought and was sent back goes to it again, whatever the class
    const again = returnedTo(db, deviceId, deskParcelLimit);
    const ofClass = classId === null ? [] : pupilsForDesk(db, classId, deskParcelLimit);
    const ids = [...new Set([...again, ...ofClass])].slice(0, deskParcelLimit);
    const pupils = bundlesOf(db, ids);
    const accounts = accountLines(db);
    const lines = [
      beginLine(db, target, made.value.number),
      { kind: 'officeKey' as const, secret: made.value.secret },
      ...accounts,
      ...standsFor(db, deviceId, mostStands).map((one) => ({ kind: 'stand' as const, ...one }) as DeskParcelLine),
      ...regionEditions(db).map(({ body, signature }) => ({ kind: 'notice' as const, body, signature })),
    ];
    const written = await write({ kind: 'toDesk', target, lines, pupils }, context, services, signal());
    if (!written.ok) return written;
    if (written.value === null) return ok(null);
    return ok({
      fileName: written.value,
      pupils: pupils.length,
      accounts: accounts.filter(({ account }) => account.disabledAt === null).length,
    });
  };
}

/** After a day in the field: what is completed and not released here, for the desk that reviews and releases it. */
export function writeToOffice(signal: () => AbortSignal): LongHandler<'parcel.writeToOffice'> {
  return async ({ deviceId, again }, context, services) => {
    const { db } = context;
    const target = findOfficeDesk(db, deviceId);
    if (!target) return failed(unknownDesk);
    if (target.lostAt !== null) return failed(lostDesk);
    const all = again === undefined ? recordsToHandOver(db, 100_000) : recordsOfParcel(db, again, deviceId);
    if (all.length === 0) return failed(invalid('', again === undefined ? nothingNew : nothingAgain));
    const records = all.slice(0, deskParcelLimit);
    const bundles = bundlesOf(
      db,
      records.map((one) => one.id),
    );
    // so that the office sees whether it has mended the text since
    const baseOf = ({ candidacy }: PupilLine) => findStand(db, candidacy.id, deviceId, 'in')?.contentSha256 ?? null;
    const pupils = bundles.map((one) => ({ ...one, base: baseOf(one) }));
    const packing: Packing = { kind: 'toOffice', target, lines: [beginLine(db, target, null)], pupils };
    const written = await write(packing, context, services, signal());
    if (!written.ok) return written;
    if (written.value === null) return ok(null);
    return ok({ fileName: written.value, records: pupils.length, left: all.length - records.length });
  };
}

async function write(
  { kind, target, lines, pupils }: Packing,
  context: LongContext,
  services: Services,
  stop: AbortSignal,
): Promise<Result<string | null, Fault>> {
  const { db, ids, clock, actor } = context;
  // with the time: a second parcel of the day must not lie over the first, which nobody has read yet
  const name = `${target.deskName}-${clock.today()}-${beijingTime(clock.now()).replace(':', '')}.kaoji-parcel`;
  const path = await services.files.save(`写数据包给“${target.deskName}”`, name, ['kaoji-parcel']);
  if (path === null) return ok(null);
  const own = readInstallation(db);
  const header = {
    kind,
    parcelId: ids.uuid(),
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    deskSeqFrom: 0,
    deskSeqUntil: 0,
    previousSha256: null,
    count: pupils.length,
    recipient: target.recipient,
    replyTo: null,
    signer: own.devicePublicKey,
  };
  const tell = (done: number) =>
    services.emit({ kind: 'progress', job: 'parcel', done, total: pupils.length, phase: '装包' });
  const all = [...lines, ...peopleLines(db, pupils)];
  const sign = (text: string) => signWith(own.devicePrivateKey, text);
  const facts = (sha256: string) => ({ sha256, kind, toDesk: target.deskName, pupils: pupils.length });
  const begun: { sha256: string | null } = { sha256: null };
  // noted before the file gets its name: a desk that dies in between must not release what lies on the stick already
  const begin = (sha256: string) =>
    context.transact((step) => {
      // else both desks would release it: here as it is now, there as it left
      const moved = pupils.some(({ candidacy }) => findCandidacy(step.db, candidacy.id)?.version !== candidacy.version);
      if (kind === 'toOffice' && moved) return failed(changedMeanwhile);
      const entry = { sha256, kind, otherDeviceId: target.deviceId, count: pupils.length, result: '{}' };
      beginParcel(step.db, { ...entry, happenedAt: clock.now(), doneBy: actor.userId });
      if (kind === 'toOffice')
        for (const { candidacy } of pupils)
          noteHandedOver(step.db, { id: candidacy.id, version: candidacy.version }, sha256);
      const subject = { subjectNoun: 'parcel', subjectId: header.parcelId };
      step.record({ kind: 'parcel.deskBegun', ...subject, payload: facts(sha256) });
      begun.sha256 = sha256;
      return ok(null);
    });
  const content = packedPupils(db, all, pupils, stop, tell);
  const written = await writeSealed(path, { header, sign, content }, stop, begin);
  if (!written.ok && begun.sha256 === null) return written;
  const sha256 = written.ok ? written.value.sha256 : (begun.sha256 ?? '');
  const ended = context.transact((step) => {
    saveParcelState(step.db, sha256, written.ok ? 'whole' : 'removed', clock.now());
    step.record({
      kind: written.ok ? 'parcel.deskWritten' : 'parcel.deskRemoved',
      subjectNoun: 'parcel',
      subjectId: header.parcelId,
      payload: facts(sha256),
    });
    return ok(null);
  });
  if (!written.ok) return written;
  if (!ended.ok) return ended;
  services.emit({ kind: 'changed', nouns: ['sync', 'candidacy'] });
  return ok(basename(path));
}

function beginLine(db: DeskDb, to: OfficeDeskRow, number: number | null): DeskParcelLine {
  const { deskName } = readInstallation(db);
  return { kind: 'begin', schema: readSchemaName(db), deskName, to: to.deviceId, ...(number !== null && { number }) };
}

function bundlesOf(db: DeskDb, ids: readonly string[]): PupilLine[] {
  return ids.map((id) => pupilBundle(db, id)).filter((one) => one !== null);
}

/** Every account of the office with the slow hash of its password, closed ones too: they are closed there as well. */
function accountLines(db: DeskDb) {
  return listAccounts(db, null)
    .filter((one) => !isSomebodyElsewhere(one))
    .map(({ classIds, classNames: _names, schoolName: _school, schoolId, createdAt: _at, role, ...account }) => ({
      kind: 'account' as const,
      account: { ...account, role: role as Role },
      schoolCode: schoolId === null ? null : schoolCodeById(db, schoolId),
      classes: classIds.map((id) => classKeyOf(db, id)).filter((one) => one !== null),
    }));
}
