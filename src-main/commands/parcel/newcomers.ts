import type { DeskParcelLine, PupilLine } from '../../../shared/wire/desk-parcel.ts';
import { findAccount, insertSomebodyElsewhere } from '../../db/store/account.ts';
import { withPeople } from '../../db/store/pupil-bundle.ts';
import { schoolIdByCode } from '../../db/store/school.ts';
import type { CommandContext } from '../../platform/act.ts';
import { classByKey } from './class-by-key.ts';
import { type AccountArrival, takeAccount } from './office-accounts.ts';

/** What a desk's parcel brings before its pupils: accounts, and how its people and classes are called here. */
export type Newcomers = {
  /** accounts by what became of them; none of a parcel that is older than one that was used */
  readonly accounts: Readonly<Record<AccountArrival, number>>;
  /** login names that the office has closed: nothing may open the file for them any more */
  readonly closed: readonly string[];
  /** the pupil with this desk's ids of people, school and class */
  pupil(line: PupilLine): PupilLine;
};

/**
 * Takes the office's word on accounts and finds everybody else by the login name: four eyes hold across desks. Who did
 * something and has no account here gets one that cannot sign in, so that the record names a person. `isNewest` false: an
 * older parcel, which brings back neither accounts nor rights.
 */
export function newcomers(context: CommandContext, lines: readonly DeskParcelLine[], isNewest: boolean): Newcomers {
  const { db, clock } = context;
  const here = new Map<string, string>();
  const accounts = { added: 0, changed: 0, closed: 0, leftOut: 0, known: 0 };
  const closed: string[] = [];
  // who is let in first: the last administrator may go only where another one has come
  const inOrder = lines.toSorted((a, b) => Number(isClosing(a)) - Number(isClosing(b)));
  for (const line of inOrder) {
    if (line.kind === 'account' && isNewest) {
      const became = takeAccount(context, line);
      accounts[became] += 1;
      if (became === 'closed') closed.push(line.account.loginName);
    }
    if (line.kind === 'account') {
      const known = findAccount(db, line.account.loginName);
      if (known) here.set(line.account.id, known.id);
    }
    if (line.kind === 'person') {
      const known = findAccount(db, line.loginName);
      here.set(line.userId, known?.id ?? line.userId);
      if (!known) insertSomebodyElsewhere(db, { ...line, id: line.userId }, clock.now());
    }
  }
  return {
    accounts,
    closed,
    pupil(line) {
      const classId = line.place && classByKey(context, line.place);
      const schoolId = line.place && schoolIdByCode(db, line.place.schoolCode);
      const placed = { ...line, candidacy: { ...line.candidacy, classId, schoolId } };
      return withPeople(placed, (userId) => here.get(userId) ?? userId);
    },
  };
}

function isClosing(line: DeskParcelLine): boolean {
  return line.kind === 'account' && (line.account.disabledAt !== null || line.account.role !== 'officeAdministrator');
}
