import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallName, contract } from '#shared/contract/index.ts';
import { type Role, roles } from '#shared/domain/role.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';

// one account of each role (tests/fixtures/county.ts)
const accounts: Record<Role, string> = {
  clerk: 'clerk1',
  reviewer: 'reviewer1',
  officeAdministrator: 'admin',
  schoolAdministrator: 'school1',
  classTeacher: 'teacher1',
  auditor: 'auditor',
};
const byRole = (Object.keys(contract) as CallName[]).filter((name) => Array.isArray(contract[name].access));

let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk.close());

it.each(roles)('%s：只有轮得到的事不被角色拦下；别的都拦下，说由谁来办，什么也不写', async (role) => {
  const { call } = await desk.as(accounts[role]);
  const events = () => desk.db().statement('SELECT count(*) FROM event').pluck().get();
  const wrong: string[] = [];
  for (const name of byRole) {
    const access = contract[name].access as readonly Role[];
    // nothing that a form sends: whoever may ask gets as far as the form, or to the file dialog, which answers "cancelled"
    const before = events();
    const reply = await call(name, { nothing: true } as never);
    const said = !reply.ok && reply.fault.kind === 'forbidden' ? reply.fault.message : null;
    const wrote = !access.includes(role) && events() !== before;
    const named = access.every((one) => said?.includes(roleLabel(one)));
    if (access.includes(role) ? said?.startsWith(`${roleLabel(role)}不能办`) : !(said !== null && named && !wrote))
      wrong.push(`${name}: ${JSON.stringify(reply)}`);
  }
  expect(wrong).toEqual([]);
});
