import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeskAct, type DeskActAnswer, type DeskList, deskActAnswer, deskList } from '#shared/wire/desks-v2.ts';
import { readInstallation, writeSetting } from '../../src-main/db/store/office.ts';
import type { TestDesk } from '../make-desk.ts';
import type { TestReceiver } from '../receiver/make-receiver.ts';

type Staff = Pick<TestReceiver, 'url' | 'folder'>;

const headersOf = ({ folder }: Staff) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8')}`,
});

/** One act of the region's people at a running receiver; throws with its answer where it is refused. */
export async function act(receiver: Staff, one: DeskAct | Record<string, unknown>): Promise<DeskActAnswer> {
  const answer = await fetch(`${receiver.url}/v2/desks`, {
    method: 'POST',
    headers: headersOf(receiver),
    body: JSON.stringify({ act: one }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(text);
  return deskActAnswer.parse(JSON.parse(text));
}

/** What the receiver knows of desks. */
export async function desksAt(receiver: Staff): Promise<DeskList['desks']> {
  const answer = await fetch(`${receiver.url}/v2/desks`, { headers: headersOf(receiver) });
  return deskList.parse(await answer.json()).desks;
}

/** A fresh code for the desk's own office. */
export async function codeFor(receiver: Staff, desk: TestDesk, more: Record<string, unknown> = {}): Promise<string> {
  const { officeId } = readInstallation(desk.db());
  const { code } = await act(receiver, { act: 'code', office: officeId, by: '苏日娜', ...more });
  return code ?? '';
}

/** The administrator types a code in at the desk; answers the desk's sentence, null = enrolled. */
export async function typeCode(receiver: Staff, desk: TestDesk, code: string): Promise<string | null> {
  writeSetting(desk.db(), 'receiverUrl', receiver.url, desk.clock.now(), null);
  const { call } = await desk.as('admin');
  const reply = await call('device.enrolByCode', { code });
  return reply.ok ? null : JSON.stringify(reply.fault);
}

/** Enrols the desk as people do: a code from the region, typed in here. */
export async function enrol(receiver: Staff, desk: TestDesk, more: Record<string, unknown> = {}): Promise<void> {
  const trouble = await typeCode(receiver, desk, await codeFor(receiver, desk, more));
  if (trouble !== null) throw new Error(trouble);
}
