import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { readInstallation, readSetting, writeSetting } from '../../db/store/office.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { receiverAddressProblem } from '../../security/receiver-address.ts';

/** Sets or clears the receiver's address. Personal data leaves only over TLS, or to this very machine. */
export const setReceiver: CommandHandler<'sync.setReceiver'> = {
  act({ url }, _prepared, { db, actor, clock, record }) {
    const problem = url === null ? null : receiverAddressProblem(url);
    if (problem) return failed(invalid('url', problem));
    const before = readSetting(db, 'receiverUrl');
    // the same key pressed twice
    if (before === url) return ok({});
    writeSetting(db, 'receiverUrl', url, clock.now(), actor.userId);
    record({
      kind: 'receiver.changed',
      subjectNoun: 'installation',
      subjectId: readInstallation(db).deviceId,
      payload: { before, after: url },
    });
    return ok({});
  },
  // 'outbox' wakes the push, 'receiver' the pull: there may be somebody to talk to now
  changes: ['sync', 'outbox', 'receiver'],
};
