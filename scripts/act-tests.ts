// npm test after the unit tests: each act that writes must have been seen to go through, to be refused or closed, and to be sent
// twice without writing twice. What the tests saw is what tests/act-trace.ts wrote down.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallName, contract } from '../shared/contract/index.ts';
import type { Seen, SeenLine } from '../tests/act-trace.ts';

/** What an act need not have been seen to do, with the reason. */
const notAsked: Partial<Record<CallName, { readonly without: readonly Seen[]; readonly because: string }>> = {
  'application.chooseEvidenceFile': { without: ['twice'], because: 'opens a file dialog, stores nothing' },
  'setup.chooseFile': { without: ['twice'], because: 'opens a file dialog, stores nothing' },
  'setup.useDemo': { without: ['notDone'], because: 'open to everybody before set-up; the demo file is always there' },
  'setup.perform': {
    without: ['twice'],
    because: 'a desk that is set up has no set-up any more: tests/commands/setup',
  },
  'setup.renewRecoverySheet': { without: ['twice'], because: 'each sheet is a new one' },
  'setup.saveRecoverySheet': {
    without: ['done', 'notDone', 'twice'],
    because: 'played in real Electron (tests/e2e/main-job-gate.ts)',
  },
  'setup.recover': { without: ['twice'], because: 'a sheet that was used is void: tests/commands/setup' },
  'session.signOut': { without: ['notDone'], because: 'anybody may leave at any time' },
  'session.lock': { without: ['notDone', 'twice'], because: 'anybody may lock at any time; writes nothing' },
  'session.unlock': { without: ['twice'], because: 'a password is tried anew each time' },
  'session.touch': { without: ['notDone', 'twice'], because: 'writes nothing' },
  'session.changePassword': { without: ['notDone', 'twice'], because: 'the old password is void after the first time' },
  'account.resetPassword': { without: ['twice'], because: 'each reset gives a new first password' },
  'roster.mapColumns': { without: ['twice'], because: 'the file is read anew each time; nothing is imported' },
  'roster.saveReport': { without: ['twice'], because: 'writes a file where the person says' },
  'roster.saveTemplate': { without: ['twice'], because: 'writes a file where the person says' },
  'batch.printList': { without: ['twice'], because: 'writes a file where the person says' },
  'camera.choose': { without: ['twice'], because: 'each choice is noted, the last counts' },
  'camera.recordCheck': { without: ['twice'], because: 'each check of a camera is one of its own' },
  'application.print': { without: ['twice'], because: 'each copy of a sheet is counted' },
  'certificate.print': { without: ['twice'], because: 'each copy of a certificate is counted' },
  'device.exportRequest': { without: ['twice'], because: 'writes a file where the person says' },
  'device.renew': { without: ['twice'], because: 'each renewal is for the same time from now on' },
  'draft.save': { without: ['twice'], because: 'a draft is no event; the last text counts' },
  'parcel.writeCard': { without: ['twice'], because: 'writes a file where the person says' },
  'parcel.writeToDesk': {
    without: ['twice'],
    because: 'each parcel is one of its own; what it carries is told apart at the other desk',
  },
  'parcel.stop': { without: ['twice'], because: 'writes nothing' },
  'photo.setComparison': { without: ['twice'], because: 'each switch is noted with the notice that was read' },
  'photoFiles.assign': { without: ['twice'], because: 'each word of a person is noted, the last counts' },
  'photoFiles.choose': { without: ['twice'], because: 'opens a folder dialog' },
  'photoFiles.stage': { without: ['twice'], because: 'the second picture of a file takes the place of the first' },
  'photoFiles.refuse': { without: ['twice'], because: 'a refused file is not asked for again' },
  'photoFiles.match': { without: ['twice'], because: 'files are matched anew each time' },
  'sync.pushNow': { without: ['twice'], because: 'a push sends what waits; messages are idempotent: tests/sync' },
  'sync.pullNow': { without: ['twice'], because: 'a pull goes on at its cursor: tests/sync/pull.test.ts' },
};
const wanted: readonly Seen[] = ['done', 'notDone', 'twice'];
const words: Record<Seen, string> = { done: 'never went through', notDone: 'never refused', twice: 'never sent twice' };

/** One line for each act that lacks a test. `folder` is what KAOJI_ACT_TRACE named. */
export function missingTests(folder: string): readonly string[] {
  const seen = new Set<string>();
  for (const name of readdirSync(folder))
    for (const line of readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')) {
      const { act, seen: what } = JSON.parse(line) as SeenLine;
      seen.add(`${act} ${what}`);
    }
  const acts = (Object.keys(contract) as CallName[]).filter((name) => contract[name].kind === 'command');
  return acts.flatMap((act) => {
    const missing = wanted.filter((what) => !seen.has(`${act} ${what}`) && !notAsked[act]?.without.includes(what));
    return missing.length === 0 ? [] : [`${act}: ${missing.map((what) => words[what]).join(', ')}`];
  });
}

if (process.argv[1] === import.meta.filename) {
  const missing = missingTests(process.argv[2] ?? '');
  if (missing.length > 0) {
    console.error(['Acts without a test (tests/act-trace.ts, scripts/act-tests.ts):', ...missing].join('\n'));
    process.exitCode = 1;
  }
}
