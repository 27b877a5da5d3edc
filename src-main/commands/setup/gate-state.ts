import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../../../shared/contract/index.ts';
import { ok } from '../../../shared/lib/result.ts';
import { accountById } from '../../db/store/account.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { GateHandler } from '../../platform/act.ts';
import type { Gate } from '../../security/gate.ts';
import { readSetupFile } from './read-setup-file.ts';

type GateState = Output<'gate.state'>;

/** Where the desk stands: asked by the screens at every start and after every change of session. */
const gateStateOf = async (gate: Gate, appVersion: string): Promise<GateState> => {
  const db = gate.db();
  const office = db ? readInstallation(db) : null;
  // the demo county is prepared under an account of its own, which is nobody's session
  const session = gate.preparing === null ? gate.session() : null;
  const account = db && session ? accountById(db, session.actor.userId) : null;
  const marker = office ? office.isDemo === 1 : await isDemoProfile(gate);
  return {
    phase: gate.preparing === null ? gate.phase() : 'preparing',
    problem: gate.preparing ?? gate.problem(),
    officeName: office?.officeName ?? null,
    deskName: office?.deskName ?? null,
    isDemo: marker,
    demoAccounts: marker ? await demoAccounts(gate) : [],
    session: session
      ? {
          userId: session.actor.userId,
          displayName: session.actor.displayName,
          role: session.actor.role,
          locked: session.locked,
          schoolName: account?.schoolName ?? null,
          mustChangePassword: session.mustChangePassword,
        }
      : null,
    appVersion,
  };
};

export const gateState: GateHandler<'gate.state'> = async (_input, gate) =>
  ok(await gateStateOf(gate, gate.options.appVersion));

/** A closed demo desk still shows its printed accounts; the marker holds no secret. */
async function isDemoProfile(gate: Gate): Promise<boolean> {
  try {
    await readFile(join(gate.options.profile.folder, 'demo-county'));
    return true;
  } catch {
    return false;
  }
}

async function demoAccounts(gate: Gate): Promise<GateState['demoAccounts']> {
  if (gate.options.demoFolder === null) return [];
  const read = await readSetupFile(join(gate.options.demoFolder, 'setup.kaoji-setup.json'));
  if (!read.ok || !read.value.body.isDemo) return [];
  return read.value.body.accounts.map(({ loginName, displayName, role, password }) => ({
    loginName,
    displayName,
    role,
    password,
  }));
}
