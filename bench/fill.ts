import { v7 } from 'uuid';
import { hanName, mongolianName, type Sex } from '../scripts/demo-data/invented-names.ts';
import { seededRandom } from '../scripts/demo-data/seeded-random.ts';
import { idCheckDigit } from '../shared/lib/id-number.ts';
import { addDays } from '../shared/lib/plain-date.ts';
import type { DeskDb } from '../src-main/db/open.ts';
import { searchKeys } from '../src-main/db/store/candidacy-keys.ts';
import { type BenchClass, ownClasses } from './bench-desk.ts';

/** What a search may ask about one of the invented people. */
export type FilledPupil = {
  readonly id: string;
  readonly fullName: string;
  readonly pinyinInitials: string;
  readonly documentNumber: string;
  readonly enrolmentNo: string;
};

// none of the areas from which scripts/demo-data takes its pupils: the same number twice would be a case
const areas = ['150403', '150404', '150421', '150422', '150423', '150424', '150425', '150428', '150429', '150502'];
const days = 1095;
const perCommit = 5000;

const insertCandidacy = `INSERT INTO candidacy (id, version, status, revision, entry_category, origin, school_id, class_id,
    seat_no, cohort_year, full_name, name_key, pinyin_initials, pinyin_full, sex, ethnicity, political_status,
    pupil_category, household_place, household_authority, document_type, document_number, birth_date, mobile, address,
    post_code, foreign_language, enrolment_no, candidacy_no, approved_by_teacher, approved_by_teacher_at,
    approval_is_foreign, regulation_edition, created_at, updated_at)
  VALUES (@id, 2, @status, @revision, 'enrolled', 'roster', @schoolId, @classId, @seatNo, @cohortYear, @fullName, @nameKey,
    @pinyinInitials, @pinyinFull, @sex, '02', '03', '普通高中学生', '150430', '敖汉旗公安局演示派出所', 'residentIdCard',
    @documentNumber, @birthDate, '19900000000', '内蒙古赤峰市敖汉旗新惠镇演示街1号', '024300', '1', @enrolmentNo,
    @candidacyNo, '白海泉', @at, 1, @edition, @at, @at)`;
const insertNumber = `INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until)
  VALUES (?, ?, ?, ?, 'assigned', ?, NULL)`;

/**
 * Writes candidacies number `from` to `until` (exclusive) straight into the file, with the columns, search keys and
 * number histories that the store writes; two in five are completed and have their candidacy number. Answers every
 * `keepEvery`th pupil.
 */
export function fillCandidacies(db: DeskDb, from: number, until: number, keepEvery: number): FilledPupil[] {
  const classes = ownClasses(db);
  const edition = db.client.prepare(`SELECT id FROM edition WHERE kind = 'regulation'`).pluck().get();
  const random = seededRandom(from + 1);
  const addCandidacy = db.client.prepare(insertCandidacy);
  const addNumber = db.client.prepare(insertNumber);
  const at = '2026-11-20T02:00:00.000Z';
  const kept: FilledPupil[] = [];
  // keys fall all over the indexes: with the desk's own small cache this would be disk work for minutes
  const cache = db.client.pragma('cache_size', { simple: true });
  db.client.pragma('cache_size = -1000000');
  for (let start = from; start < until; start += perCommit) {
    db.client.transaction(() => {
      for (let index = start; index < Math.min(start + perCommit, until); index++) {
        const pupil = inventPupil(index, random);
        const place = classes[index % classes.length] as BenchClass;
        const isCompleted = index % 5 < 2;
        const candidacyNo = isCompleted ? pupil.enrolmentNo : null;
        addCandidacy.run({
          ...pupil,
          status: isCompleted ? 'completed' : 'awaitingCapture',
          revision: isCompleted ? 1 : 0,
          schoolId: place.schoolId,
          // the small classes of the demo county stay as small as they are
          classId: null,
          seatNo: null,
          cohortYear: place.cohortYear,
          candidacyNo,
          edition,
          at,
        });
        addNumber.run(v7(), pupil.id, 'documentNumber', pupil.documentNumber, at);
        addNumber.run(v7(), pupil.id, 'enrolmentNo', pupil.enrolmentNo, at);
        if (candidacyNo !== null) addNumber.run(v7(), pupil.id, 'candidacyNo', candidacyNo, at);
        if (index % keepEvery === 0) kept.push(pupil);
      }
    })();
  }
  db.client.pragma(`cache_size = ${cache}`);
  db.client.pragma('wal_checkpoint(TRUNCATE)');
  db.client.pragma('shrink_memory');
  return kept;
}

function inventPupil(index: number, random: ReturnType<typeof seededRandom>) {
  const day = Math.floor(index / areas.length) % days;
  const birthDate = addDays('2009-09-01', day);
  // 37 has no factor in common with 1000: no number comes twice for an area and a day
  const sequence = (Math.floor(index / (areas.length * days)) * 37 + day * 13 + (index % areas.length) * 101) % 1000;
  const sex: Sex = sequence % 2 === 1 ? '1' : '2';
  const body = `${areas[index % areas.length]}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const documentNumber = body + idCheckDigit(body);
  const fullName = index % 4 === 0 ? mongolianName(random, sex) : hanName(random, sex);
  return {
    id: v7(),
    fullName,
    ...searchKeys(fullName),
    sex,
    birthDate,
    documentNumber,
    enrolmentNo: `G${documentNumber}`,
  };
}
