import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChangesAnswer, changesAnswer } from '#shared/wire/changes-v2.ts';
import { sitting } from '../commands/exam-entry/sittings.ts';
import { type TestDesk, value } from '../make-desk.ts';
import type { TestReceiver } from '../receiver/make-receiver.ts';

/** What the receiver says came beside the records, through its staff's door. */
export async function toldAt(
  receiver: Pick<TestReceiver, 'url' | 'folder'>,
  query = '',
): Promise<ChangesAnswer['changes']> {
  const answer = await fetch(`${receiver.url}/v2/changes${query}`, {
    headers: { authorization: `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8')}` },
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  return changesAnswer.parse(await answer.json()).changes;
}

const version = (desk: TestDesk, id: string) =>
  Number(desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(id));

/** The candidate gives another number in person. */
export async function changeMobile(desk: TestDesk, candidacyId: string, mobile: string): Promise<void> {
  const { call } = await desk.as('clerk1');
  const input = { candidacyId, version: version(desk, candidacyId), mobile, pupilPresent: true } as const;
  value(await call('mobileChange.perform', input));
}

/** The school moves pupils into its class 02 (or 01). */
export async function changeClass(desk: TestDesk, ids: readonly string[], code = '02'): Promise<void> {
  const { call } = await desk.as('school1');
  const { classes } = value(await call('school.read', {}));
  const classId = classes.find((one) => one.code === code)?.classId ?? '';
  const items = ids.map((candidacyId) => ({ candidacyId, version: version(desk, candidacyId) }));
  const moved = value(await call('classChange.perform', { items, classId, reason: '分科后调班' }));
  if (moved.failed.length > 0) throw new Error(JSON.stringify(moved.failed));
}

/** A candidate's subjects for the sitting of tests/commands/exam-entry/sittings.ts; `after` = the version seen. */
export async function enterExam(
  desk: TestDesk,
  candidacyId: string,
  subjects: readonly ('01' | '02' | '03')[],
  after = 0,
): Promise<void> {
  const { call } = await desk.as('clerk1');
  const input = { candidacyId, version: after, sitting, subjects: [...subjects], foreignLanguage: '1' };
  value(await call('examEntry.perform', input));
}
