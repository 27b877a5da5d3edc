import { accountGateCalls } from '../commands/account/index.ts';
import { cameraCommands, cameraLongCalls } from '../commands/camera/index.ts';
import { sessionGateCalls } from '../commands/session/index.ts';
import { setupGateCalls } from '../commands/setup/index.ts';
import { accountQueries } from '../queries/account/index.ts';
import { cameraQueries } from '../queries/camera/index.ts';
import type { Registry } from './registry.ts';

/** Every handler of the desk, one line per area. tests/architecture checks that each call of the contract has one. */
export const handlers = {
  gate: { ...setupGateCalls, ...sessionGateCalls, ...accountGateCalls },
  commands: { ...cameraCommands },
  queries: { ...accountQueries },
  long: { ...cameraLongCalls, ...cameraQueries },
} satisfies Registry;
