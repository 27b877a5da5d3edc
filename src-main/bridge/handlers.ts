import { accountGateCalls } from '../commands/account/index.ts';
import { cameraCommands, cameraLongCalls } from '../commands/camera/index.ts';
import { caseCommands } from '../commands/case/index.ts';
import { deskCommands } from '../commands/desk/index.ts';
import { preRegistrationCommands } from '../commands/pre-registration/index.ts';
import { printLongCalls } from '../commands/print/index.ts';
import { reviewCommands } from '../commands/review/index.ts';
import { sessionGateCalls } from '../commands/session/index.ts';
import { setupGateCalls } from '../commands/setup/index.ts';
import { accountQueries } from '../queries/account/index.ts';
import { cameraQueries } from '../queries/camera/index.ts';
import { caseQueries } from '../queries/case/index.ts';
import { custodyQueries } from '../queries/custody/index.ts';
import { deskQueries } from '../queries/desk/index.ts';
import { preRegistrationQueries } from '../queries/pre-registration/index.ts';
import { reviewQueries } from '../queries/review/index.ts';
import type { Registry } from './registry.ts';

/** Every handler of the desk, one line per area. tests/architecture checks that each call of the contract has one. */
export const handlers = {
  gate: { ...setupGateCalls, ...sessionGateCalls, ...accountGateCalls },
  commands: { ...cameraCommands, ...caseCommands, ...deskCommands, ...preRegistrationCommands, ...reviewCommands },
  queries: {
    ...accountQueries,
    ...caseQueries,
    ...custodyQueries,
    ...deskQueries,
    ...preRegistrationQueries,
    ...reviewQueries,
  },
  long: { ...cameraLongCalls, ...cameraQueries, ...printLongCalls },
} satisfies Registry;
