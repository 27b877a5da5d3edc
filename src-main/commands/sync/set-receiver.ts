import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { readInstallation, readSetting, writeSetting } from '../../db/store/office.ts';
import type { CommandHandler } from '../../platform/act.ts';

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** Sets or clears the receiver's address. Personal data leaves only over TLS, or to this very machine. */
export const setReceiver: CommandHandler<'sync.setReceiver'> = {
  act({ url }, _prepared, { db, actor, clock, record }) {
    const problem = url === null ? null : addressProblem(new URL(url));
    if (problem) return failed(invalid('url', problem));
    const before = readSetting(db, 'receiverUrl');
    writeSetting(db, 'receiverUrl', url, clock.now(), actor.userId);
    record({
      kind: 'receiver.changed',
      subjectNoun: 'installation',
      subjectId: readInstallation(db).deviceId,
      payload: { before, after: url },
    });
    return ok({});
  },
  // 'outbox' wakes the push: there may be somewhere to send to now
  changes: ['sync', 'outbox'],
};

function addressProblem(url: URL): string | null {
  if (url.username || url.password) return '接收地址：地址里不写账户和密码。去掉后再存';
  if (url.search || url.hash) return '接收地址：问号或井号后面的部分用不上。去掉后再存';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && loopback.includes(url.hostname)) return null;
  return `接收地址 · ${url.origin === 'null' ? url.protocol : url.origin}：只能用 https 开头的地址，或本机的 http://127.0.0.1。改好后再存`;
}
