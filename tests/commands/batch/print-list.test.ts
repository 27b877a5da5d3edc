import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';

const { target, paper, services, remove } = paperPrinter('batches.pdf');
let scene: Scene;
beforeAll(async () => {
  scene = await makeScene(services);
  const { id } = await scene.completed(pupil(1));
  const items = () => [{ candidacyId: id, version: scene.version(id) }];
  await scene.do('reviewer', 'review.approve', { items: items() });
  await scene.do('otherReviewer', 'release.perform', { items: items() });
  const insert = scene.desk
    .db()
    .statement(
      `INSERT INTO batch (id, version, day, day_no, origin, state, made_at, undone_at) VALUES (?, 1, '2026-11-20', ?, 'chosen', 'undone', ?, ?)`,
    );
  const { ids } = scene.desk.desk.gate.options;
  const at = (no: number) => new Date(no * 1000).toISOString();
  for (let no = 1; no <= 220; no += 1) insert.run(ids.uuid(), no, at(no), at(no));
});
afterAll(() => {
  scene.desk.close();
  remove();
});

it('打印清单：每一批都在，旧的在前，写着状态、谁放行、回执；没有学生', async () => {
  expect(await scene.do('auditor', 'batch.printList', {})).toEqual({ fileName: 'batches.pdf', batches: 221 });
  expect(readFileSync(target, 'latin1')).toContain('%PDF');
  expect(paper.suggested).toBe('批次清单-2026-11-23.pdf');
  const rows = paper.page.split('<tr>').slice(2);
  expect(rows).toHaveLength(221);
  expect(rows[0]).toContain('11月20日第1批');
  expect(rows[219]).toContain('11月20日第220批');
  for (const part of ['11月23日第1批', '已放行', '额尔敦其其格', '回执 0/1']) expect(rows[220]).toContain(part);
  expect(paper.page).not.toContain(pupil(1).fullName);
});

it('取消就什么也不写；存不上说得出；学校、班主任不能打印', async () => {
  const events = () => scene.count("event WHERE kind = 'batch.listPrinted'");
  const before = events();
  paper.answer = null;
  expect(await scene.do('clerk', 'batch.printList', {})).toBeNull();
  paper.answer = '/no/such/folder/list.pdf';
  expect(fault(await scene.ask('clerk', 'batch.printList', {})).kind).toBe('invalid');
  for (const who of ['school', 'teacher'] as const)
    expect(fault(await scene.ask(who, 'batch.printList', {})).kind).toBe('forbidden');
  expect(events()).toBe(before);
});
