import { isElsewhere, type StepKind } from '#shared/domain/procedure-step.ts';
import { effectOfChange } from '#shared/wire/change-effect.ts';
import type { ChangeMessage } from '#shared/wire/change-message.ts';
import type { RegionContext } from '../../platform/act.ts';
import { findApplication } from './application.ts';
import { stepsTaken } from './application-step.ts';
import { type CandidacyRow, saveCandidacy } from './candidacy.ts';
import { findPlace } from './candidacy-keys.ts';
import { findCertificate, withdrawCertificate } from './certificate.ts';
import { addEntry, currentEntry } from './exam-entry.ts';
import type { ProvenChange } from './regain-change.ts';
import { keepPerson } from './regain-person.ts';
import { changeMadeBeside } from './regain-rival.ts';
import { lostChangeWords } from './regain-words.ts';
import { hasRegainedAfter } from './regained-message.ts';

/** What became of a change that came back; `sentence` is for the case that is opened, null = nobody has to look. */
export type LostEffect = { readonly became: Became; readonly sentence: string | null };

/** applied: its effect is here again; same: it was here; kept: nothing is to be done; beside: people decide. */
type Became = 'applied' | 'same' | 'case' | 'kept';
type Done = Exclude<Became, 'case'> | 'beside';

/**
 * What a lost change does here. It is done again where everything stands as it stood before it, and nobody has done the like
 * here since; else nothing is touched and a case names both. What the region refused did nothing there: its refusal is listed
 * like any other where its record is here, and is a case where it is not. Applications that are not here, and certificates whose content stayed in the lost file, are for people.
 */
export function effectOfLost(context: RegionContext, local: CandidacyRow | null, lost: ProvenChange): LostEffect {
  const { message, receipt } = lost;
  if (message.kind === 'evidencePage' || (receipt?.said.outcome === 'refused' && local))
    return { became: 'kept', sentence: null };
  const rival = local ? changeMadeBeside(context.db, message) : null;
  const done = rival === null && local ? doAgain(context, local, message) : null;
  if (done !== null && done !== 'beside') return { became: done, sentence: null };
  if (rival !== null && effectOfChange(rival) === effectOfChange(message)) return { became: 'same', sentence: null };
  const fullName = local?.fullName ?? (message.kind === 'application' ? message.data.fullName : '');
  const { what, next } = lostChangeWords(message);
  if (receipt?.said.outcome === 'refused')
    return {
      became: 'case',
      sentence: `${fullName}${what}：恢复以前报的，自治区没有采用，本机没有了。要办，重新申请一件`,
    };
  const there = receipt === null ? '到过自治区，还没有回执' : '自治区收着';
  const here =
    rival === null ? '本机没有了，现在的资料也对不上' : `恢复以后本机又办成了“${lostChangeWords(rival).what}”`;
  return { became: 'case', sentence: `${fullName}${what}：恢复以前报的，${there}，${here}。${next}` };
}

function doAgain(context: RegionContext, local: CandidacyRow, message: ChangeMessage): Done {
  switch (message.kind) {
    case 'mobileChange': {
      if (local.mobile === message.to) return 'same';
      if (local.mobile !== message.from) return besideUnlessLater(context, message);
      saveCandidacy(context.db, local, { mobile: message.to }, context.clock.now());
      return 'applied';
    }
    case 'classChange':
      return moveAgain(context, local, message);
    case 'examEntry':
      return enterAgain(context, message);
    case 'certificate':
      return withdrawAgain(context, message);
    case 'application':
      return decidedAgain(context, message);
    default:
      return 'beside';
  }
}

/** Of an application that is here and that league or region alone has moved on: their decisions come again with the next pull. */
function decidedAgain({ db }: RegionContext, { applicationId, taken }: Of<'application'>): Done {
  if (!findApplication(db, applicationId)) return 'beside';
  const later = taken.slice(stepsTaken(db, applicationId).length);
  return later.every(({ kind }) => isElsewhere(kind as StepKind)) ? 'kept' : 'beside';
}

/** A record that was sent after the change, and has come back itself, holds all that was changed before it. */
function besideUnlessLater({ db }: RegionContext, { candidacyId, revision }: ChangeMessage): Done {
  return hasRegainedAfter(db, candidacyId, revision) ? 'kept' : 'beside';
}

type Of<K extends ChangeMessage['kind']> = Extract<ChangeMessage, { kind: K }>;

function moveAgain(context: RegionContext, local: CandidacyRow, message: Of<'classChange'>): Done {
  const { db, clock } = context;
  const placeOf = ({ schoolCode, code, cohortYear }: Of<'classChange'>['to']) =>
    findPlace(db, { schoolCode, classCode: code, cohortYear });
  const to = placeOf(message.to);
  if (!to?.classId) return 'beside';
  if (local.classId === to.classId) return 'same';
  const from = message.from && placeOf(message.from)?.classId;
  if (local.classId !== (from ?? null) || local.schoolId !== to.schoolId) return besideUnlessLater(context, message);
  saveCandidacy(db, local, { classId: to.classId, seatNo: null }, clock.now());
  return 'applied';
}

function enterAgain(context: RegionContext, message: Of<'examEntry'>): Done {
  const { db, ids } = context;
  const { candidacyId, sitting, version, by } = message;
  const current = currentEntry(db, candidacyId, sitting);
  if (current && current.version >= version) return 'beside';
  if (by.id === null) return 'beside';
  keepPerson(context, by);
  addEntry(db, {
    id: ids.uuid(),
    candidacyId,
    sitting,
    state: message.state,
    subjects: [...message.subjects],
    foreignLanguage: message.foreignLanguage,
    reason: message.reason,
    enteredBy: by.id,
    enteredAt: message.at,
    after: version - 1,
  });
  return 'applied';
}

/** A certificate that is here is withdrawn again; one that was issued cannot be made anew: what it says is on the paper alone. */
function withdrawAgain(context: RegionContext, { certified, withdrawn, by }: Of<'certificate'>): Done {
  const row = findCertificate(context.db, 'number', certified.number);
  if (!row) return 'beside';
  if (withdrawn === null || row.withdrawnAt !== null) return 'same';
  if (by.id === null) return 'beside';
  keepPerson(context, by);
  withdrawCertificate(context.db, row.id, { by: by.id, ...withdrawn });
  return 'applied';
}
