import type { SetupBody } from '../../../shared/wire/setup-file.ts';
import type { Ids } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import type { InstallationRow } from '../schema/office.ts';
import { insertAccount } from './account.ts';
import { insertCalendar } from './calendar-edition.ts';
import { schoolIdByCode } from './school.ts';

export type PreparedAccount = {
  readonly loginName: string;
  readonly displayName: string;
  readonly role: string;
  /** JSON of PasswordHash */
  readonly password: string;
  readonly schoolCode: string | null;
  readonly classCodes: readonly { readonly classCode: string; readonly cohortYear: number }[];
  readonly mustChangePassword: boolean;
};

export type SetUpWork = {
  readonly installation: InstallationRow;
  readonly body: SetupBody;
  readonly signature: string;
  readonly accounts: readonly PreparedAccount[];
  readonly triesLeft: number;
  readonly now: string;
  readonly ids: Ids;
};

/** Fills a fresh database from the region's file. Runs inside one transaction: an office is set up whole or not at all. */
export function writeSetUp(db: DeskDb, work: SetUpWork): void {
  const { installation, body, now } = work;
  db.statement(
    `INSERT INTO installation (id, device_id, desk_name, office_id, office_name, county_code, county_name, exam_area_code,
       exam_area_name, region_public_key, device_private_key, device_public_key, setup_file_sha256, is_demo, set_up_at, incarnation)
     VALUES (@id, @deviceId, @deskName, @officeId, @officeName, @countyCode, @countyName, @examAreaCode,
       @examAreaName, @regionPublicKey, @devicePrivateKey, @devicePublicKey, @setupFileSha256, @isDemo, @setUpAt, @incarnation)`,
  ).run(installation);
  for (const area of body.examAreas) {
    db.statement('INSERT INTO exam_area (code, name, league_name) VALUES (@code, @name, @leagueName)').run(area);
  }
  writeEditions(db, work);
  const classIds = writeSchools(db, work);
  for (const account of work.accounts) {
    const schoolId = account.schoolCode === null ? null : schoolIdByCode(db, account.schoolCode);
    const classes = account.classCodes.map((c) => classIds.get(`${account.schoolCode}/${c.cohortYear}/${c.classCode}`));
    insertAccount(
      db,
      {
        id: work.ids.uuid(),
        loginName: account.loginName,
        displayName: account.displayName,
        role: account.role,
        schoolId,
        password: account.password,
        mustChangePassword: account.mustChangePassword ? 1 : 0,
        triesLeft: work.triesLeft,
        lockedOutAt: null,
        disabledAt: null,
        createdAt: now,
      },
      classes.filter((id) => id !== undefined),
    );
  }
}

function writeEditions(db: DeskDb, { body, signature, now, ids }: SetUpWork): void {
  const insert = db.statement(
    'INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const edition of body.regulationEditions) {
    insert.run(edition.id, 'regulation', edition.label, edition.inForceFrom, JSON.stringify(edition), signature, now);
  }
  for (const profile of body.photoProfiles) {
    insert.run(profile.id, 'photoProfile', profile.label, profile.inForceFrom, JSON.stringify(profile), signature, now);
  }
  const calendar = body.calendar;
  insertCalendar(db, ids, {
    ...calendar,
    authority: 'region',
    content: JSON.stringify(calendar),
    signature,
    arrivedAt: now,
  });
}

function writeSchools(db: DeskDb, { body, ids }: SetUpWork): Map<string, string> {
  const classIds = new Map<string, string>();
  for (const school of body.schools) {
    const schoolId = ids.uuid();
    db.statement(
      `INSERT INTO school (id, code, name, exam_area_code, is_own, kind, address, head_name, staff_count, phone)
       VALUES (@id, @code, @name, @examAreaCode, @isOwn, @kind, @address, @headName, @staffCount, @phone)`,
    ).run({ ...school, id: schoolId, isOwn: school.isOwn ? 1 : 0, classes: undefined });
    for (const schoolClass of school.classes) {
      const classId = ids.uuid();
      db.statement('INSERT INTO school_class (id, school_id, code, name, cohort_year) VALUES (?, ?, ?, ?, ?)').run(
        classId,
        schoolId,
        schoolClass.code,
        schoolClass.name,
        schoolClass.cohortYear,
      );
      classIds.set(`${school.code}/${schoolClass.cohortYear}/${schoolClass.code}`, classId);
    }
  }
  return classIds;
}
