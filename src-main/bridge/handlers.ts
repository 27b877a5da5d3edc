import { accountGateCalls } from '../commands/account/index.ts';
import { applicationCommands, applicationLongCalls } from '../commands/application/index.ts';
import { batchCommands, batchLongCalls } from '../commands/batch/index.ts';
import { calendarCommands } from '../commands/calendar/index.ts';
import { cameraCommands, cameraLongCalls } from '../commands/camera/index.ts';
import { caseCommands } from '../commands/case/index.ts';
import { certificateCommands, certificateLongCalls } from '../commands/certificate/index.ts';
import { deskCommands } from '../commands/desk/index.ts';
import { deviceLongCalls } from '../commands/device/index.ts';
import { draftCommands } from '../commands/draft/index.ts';
import { examEntryCommands, examEntryLongCalls } from '../commands/exam-entry/index.ts';
import { parcelCalls } from '../commands/parcel/index.ts';
import { photoCommands } from '../commands/photo/index.ts';
import { photoFileCommands, photoFileLongCalls } from '../commands/photo-files/index.ts';
import { preRegistrationCommands } from '../commands/pre-registration/index.ts';
import { printLongCalls } from '../commands/print/index.ts';
import { regionCommands, regionLongCalls } from '../commands/region/index.ts';
import type { NoticeTaking } from '../commands/region/take-notices.ts';
import { reviewCommands } from '../commands/review/index.ts';
import { rosterCommands, rosterLongCalls } from '../commands/roster/index.ts';
import { schoolCommands } from '../commands/school/index.ts';
import { sessionGateCalls } from '../commands/session/index.ts';
import { setupGateCalls } from '../commands/setup/index.ts';
import { syncCommands, syncLongCalls } from '../commands/sync/index.ts';
import type { DeskEnroller, PullRunner, SyncRunner } from '../platform/ports.ts';
import { accountQueries } from '../queries/account/index.ts';
import { applicationQueries } from '../queries/application/index.ts';
import { batchQueries } from '../queries/batch/index.ts';
import { calendarQueries } from '../queries/calendar/index.ts';
import { cameraQueries } from '../queries/camera/index.ts';
import { caseQueries } from '../queries/case/index.ts';
import { certificateQueries } from '../queries/certificate/index.ts';
import { custodyQueries } from '../queries/custody/index.ts';
import { deskQueries } from '../queries/desk/index.ts';
import { deviceQueries } from '../queries/device/index.ts';
import { draftQueries } from '../queries/draft/index.ts';
import { examEntryQueries } from '../queries/exam-entry/index.ts';
import { parcelQueries } from '../queries/parcel/index.ts';
import { photoQueries } from '../queries/photo/index.ts';
import { photoFileQueries } from '../queries/photo-files/index.ts';
import { preRegistrationQueries } from '../queries/pre-registration/index.ts';
import { regionQueries } from '../queries/region/index.ts';
import { regulationQueries } from '../queries/regulation/index.ts';
import { reviewQueries } from '../queries/review/index.ts';
import { rosterQueries } from '../queries/roster/index.ts';
import { schoolQueries } from '../queries/school/index.ts';
import { syncQueries } from '../queries/sync/index.ts';
import type { Gate } from '../security/gate.ts';
import { applyChangeReceipt } from '../sync/apply-change-receipt.ts';
import { applyReceipt, verifyReceipt } from '../sync/apply-receipt.ts';
import { deskFaultSentences } from '../sync/desk-fault-sentences.ts';
import { proveLost, takeLost } from '../sync/take-lost.ts';
import { proveLostChange, takeLostChange } from '../sync/take-lost-change.ts';
import type { Registry } from './registry.ts';

/**
 * Every handler of the desk, one line per area; runners and what takes notices belong to this desk. tests/architecture checks that
 * each call of the contract has exactly one.
 */
export function handlersOf(
  runner: SyncRunner,
  puller: PullRunner,
  enroller: DeskEnroller,
  notices: NoticeTaking,
  slots: Gate['slots'],
) {
  const taking = {
    verify: verifyReceipt,
    apply: applyReceipt,
    applyChange: applyChangeReceipt,
    undecidedWhy: `${deskFaultSentences.undecided}。`,
    lost: { prove: proveLost, take: takeLost },
    lostChanges: { prove: proveLostChange, take: takeLostChange },
    notices,
  };
  const parcels = parcelCalls(taking, (name) => slots.remove(name));
  return {
    gate: { ...setupGateCalls, ...sessionGateCalls, ...accountGateCalls },
    commands: {
      ...applicationCommands,
      ...batchCommands,
      ...calendarCommands,
      ...cameraCommands,
      ...caseCommands,
      ...deskCommands,
      ...draftCommands,
      ...certificateCommands,
      ...examEntryCommands,
      ...parcels.commands,
      ...photoCommands,
      ...photoFileCommands,
      ...preRegistrationCommands,
      ...regionCommands(notices),
      ...reviewCommands,
      ...rosterCommands,
      ...schoolCommands,
      ...syncCommands(runner, puller),
    },
    queries: {
      ...accountQueries,
      ...applicationQueries,
      ...batchQueries,
      ...calendarQueries,
      ...caseQueries,
      ...custodyQueries,
      ...deskQueries,
      ...deviceQueries,
      ...draftQueries,
      ...certificateQueries,
      ...examEntryQueries,
      ...parcelQueries,
      ...photoQueries,
      ...photoFileQueries,
      ...preRegistrationQueries,
      ...regionQueries,
      ...regulationQueries,
      ...reviewQueries,
      ...rosterQueries,
      ...schoolQueries,
      ...syncQueries(runner, puller),
    },
    long: {
      ...applicationLongCalls,
      ...batchLongCalls,
      ...cameraLongCalls,
      ...cameraQueries,
      ...certificateLongCalls,
      ...deviceLongCalls(enroller),
      ...examEntryLongCalls,
      ...parcels.long,
      ...photoFileLongCalls,
      ...printLongCalls,
      ...regionLongCalls,
      ...rosterLongCalls,
      ...syncLongCalls(runner, puller),
    },
  } satisfies Registry;
}
