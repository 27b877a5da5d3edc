import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';
import { signedNotice } from '../../fixtures/region-notice.ts';
import { warmHeavy } from '../../warm-heavy.ts';
import { rosterDeskOver } from '../roster/roster-desk.ts';
import { type Cell, csv } from '../roster/sheets.ts';
import { publishSitting, sitting } from './sittings.ts';

const heavy = warmHeavy();
const later = '2027-summer';
let scene: Scene;
let id: string;
let number: string;
beforeEach(async () => {
  scene = await makeScene({ heavy });
  publishSitting(scene.desk);
  const insert = scene.desk.db().statement(
    `INSERT INTO exam_window (id, kind, label, cohort_year, sitting, opens_at, closes_at, edition_id)
       VALUES (?, ?, '2027 年夏季考次', NULL, '${later}', ?, ?, 'calendar-2026')`,
  );
  insert.run('l-entry', 'examEntry', '2027-04-10T01:00:00.000Z', '2027-04-18T09:00:00.000Z');
  insert.run('l-sitting', 'sitting', '2027-07-06T00:00:00.000Z', '2027-07-08T10:00:00.000Z');
  id = (await scene.completed(pupil(1))).id;
  number = String(scene.column(id, 'candidacy_no'));
});
afterEach(() => {
  scene.desk.close();
  heavy.close();
});

const enter = (of: string, subjects: readonly string[], version = 0) =>
  scene.ask('clerk', 'examEntry.perform', {
    candidacyId: id,
    sitting: of,
    version,
    subjects: [...subjects],
    foreignLanguage: null,
  } as never);
const bring = async (...rows: readonly (readonly Cell[])[]) => {
  await scene.do('administrator', 'roster.batches', {});
  const header = ['考籍号', '姓名', '考次', '科目', '结果'];
  const { batchId } = await rosterDeskOver(scene.desk, heavy).read(
    '成绩.csv',
    csv([header, ...rows]),
    'subjectResults',
  );
  return scene.do('administrator', 'roster.accept', { batchId });
};
const closedBy = async (label: string) => {
  const asked = { candidacyId: id, sitting: later, subjects: null, foreignLanguage: null };
  const { subjects } = await scene.do('clerk', 'examEntry.offer', asked);
  return subjects.find((one) => one.label === label)?.why.map(({ ruleId, sentence }) => [ruleId, sentence]) ?? [];
};

it('报考过、成绩一条也没有到的科目先不开放，别的照报；那一次的成绩到了，没有他的就照报', async () => {
  expect(await enter(sitting, ['01', '02'])).toMatchObject({ ok: true });
  scene.desk.clock.set('2027-04-12T02:00:00.000Z');
  const [[rule, sentence] = []] = await closedBy('语文');
  expect(rule).toBe('exam-entry.results-come');
  expect(sentence).toContain('语文在2026 年秋季考次报考过，那一次的成绩还没有到');
  expect(await closedBy('物理')).toEqual([]);
  expect(refusedBy(await enter(later, ['01', '07']))).toEqual(['exam-entry.results-come']);
  await bring([number, '钱子', '2026 年秋季考次', '数学', '合格']);
  expect(await closedBy('语文')).toEqual([]);
  expect((await closedBy('数学')).map(([ruleId]) => ruleId)).toEqual(['exam-entry.not-passed']);
  expect(await enter(later, ['01', '07'])).toMatchObject({ ok: true });
});

it('没有考过的人不用等成绩', async () => {
  scene.desk.clock.set('2027-04-12T02:00:00.000Z');
  expect(await closedBy('语文')).toEqual([]);
  expect(await enter(later, ['01'])).toMatchObject({ ok: true });
});

it('自治区先说过，后导入的文件说得不一样：列出一件给人核对，同样的再导入不多列；核对了写下怎么办', async () => {
  const told = signedNotice({
    kind: 'subjectResults',
    candidacyId: id,
    candidacyNo: number,
    source: '成绩公布',
    decidedAt: '2027-02-20T01:00:00.000Z',
    results: [{ sitting, subject: '01', outcome: 'pass' }],
  });
  await scene.do('administrator', 'region.apply', { notices: [told] });
  await bring([number, '钱子', '2026 年秋季考次', '语文', '不合格']);
  const open = async () => {
    const cases = await scene.do('administrator', 'case.list', { state: 'open' });
    return cases.filter(({ sentence }) => sentence.includes('成绩'));
  };
  expect((await open()).map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('2026 年秋季考次语文。向自治区核对'),
  ]);
  await bring([number, '钱子', '2026 年秋季考次', '语文', '合格']);
  await bring([number, '钱子', '2026 年秋季考次', '语文', '不合格']);
  expect(await open()).toHaveLength(1);
});
