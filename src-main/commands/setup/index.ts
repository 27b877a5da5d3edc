import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import type { GateHandler } from '../../platform/act.ts';
import { gateState } from './gate-state.ts';
import { performSetup } from './perform-setup.ts';
import { previewOf, readSetupFile } from './read-setup-file.ts';
import { recover } from './recover.ts';
import { renewRecoverySheet } from './renew-recovery-sheet.ts';
import { saveRecoverySheet } from './save-recovery-sheet.ts';

const chooseFile: GateHandler<'setup.chooseFile'> = async (_input, gate, services) => {
  const path = await services.files.open('选择自治区的设置文件', ['json']);
  if (path === null) return ok(null);
  const read = await readSetupFile(path);
  if (!read.ok) return read;
  const token = randomUUID();
  gate.pending.set(token, read.value);
  return ok(previewOf(token, read.value));
};

const useDemo: GateHandler<'setup.useDemo'> = async (_input, gate) => {
  if (gate.options.demoFolder === null) return failed(invalid('', '这个安装包不带演示旗县。选自治区发的设置文件。'));
  const read = await readSetupFile(join(gate.options.demoFolder, 'setup.kaoji-setup.json'));
  if (!read.ok) return read;
  const token = randomUUID();
  gate.pending.set(token, read.value);
  return ok(previewOf(token, read.value));
};

/** Calls at the door: set-up and recovery. */
export const setupGateCalls = {
  'gate.state': gateState,
  'setup.chooseFile': chooseFile,
  'setup.useDemo': useDemo,
  'setup.perform': performSetup,
  'setup.renewRecoverySheet': renewRecoverySheet,
  'setup.saveRecoverySheet': saveRecoverySheet,
  'setup.recover': recover,
} as const;
