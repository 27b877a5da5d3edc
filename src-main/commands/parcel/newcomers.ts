import type { ClassKey, DeskParcelLine, PupilLine } from '../../../shared/wire/desk-parcel.ts';
import type { UserAccountRow } from '../../db/schema/account.ts';
import { findAccount, insertAccount } from '../../db/store/account.ts';
import { withPeople } from '../../db/store/pupil-bundle.ts';
import { insertClass } from '../../db/store/roster-row-accept.ts';
import { schoolIdByCode } from '../../db/store/school.ts';
import { schoolClassByCode } from '../../db/store/school-class.ts';
import type { CommandContext } from '../../platform/act.ts';

/** What a desk's parcel brings before its pupils: accounts, and how its people and classes are called here. */
export type Newcomers = {
  /** accounts that are new here */
  readonly accounts: number;
  /** the pupil with this desk's ids of people, school and class */
  pupil(line: PupilLine): PupilLine;
};

/**
 * Adds accounts that are not here and finds everybody else by the login name: four eyes hold across desks. Who did something
 * and has no account here gets one that cannot sign in, so that the record names a person.
 */
export function newcomers(context: CommandContext, lines: readonly DeskParcelLine[]): Newcomers {
  const { db, clock } = context;
  const here = new Map<string, string>();
  let accounts = 0;
  for (const line of lines) {
    if (line.kind === 'account') {
      const row = line.account as unknown as UserAccountRow;
      const known = findAccount(db, row.loginName);
      here.set(row.id, known?.id ?? row.id);
      if (known) continue;
      const schoolId = line.schoolCode === null ? null : schoolIdByCode(db, line.schoolCode);
      const classes = line.classes.map((key) => classIdOf(context, key)).filter((id) => id !== null);
      insertAccount(db, { ...row, schoolId, createdAt: clock.now() }, classes);
      accounts += 1;
    }
    if (line.kind === 'person') {
      const known = findAccount(db, line.loginName);
      here.set(line.userId, known?.id ?? line.userId);
      if (!known) insertAccount(db, someoneElsewhere(line, clock.now()), []);
    }
  }
  return {
    accounts,
    pupil(line) {
      const classId = line.place && classIdOf(context, line.place);
      const schoolId = line.place && schoolIdByCode(db, line.place.schoolCode);
      const placed = { ...line, candidacy: { ...line.candidacy, classId, schoolId } };
      return withPeople(placed, (userId) => here.get(userId) ?? userId);
    },
  };
}

function someoneElsewhere(
  { userId, loginName, displayName, role }: Extract<DeskParcelLine, { kind: 'person' }>,
  now: string,
): UserAccountRow {
  return {
    id: userId,
    loginName,
    displayName,
    role,
    schoolId: null,
    password: '{}',
    mustChangePassword: 1,
    triesLeft: 0,
    lockedOutAt: null,
    disabledAt: now,
    createdAt: now,
  };
}

function classIdOf({ db, ids, record }: CommandContext, key: ClassKey): string | null {
  const schoolId = schoolIdByCode(db, key.schoolCode);
  if (schoolId === null) return null;
  const { classCode: code, className: name, cohortYear } = key;
  const known = schoolClassByCode(db, { schoolId, code, cohortYear });
  if (known) return known.id;
  const id = ids.uuid();
  insertClass(db, { id, schoolId, code, name, cohortYear });
  record({ kind: 'schoolClass.added', subjectNoun: 'schoolClass', subjectId: id, payload: { code, name, cohortYear } });
  return id;
}
