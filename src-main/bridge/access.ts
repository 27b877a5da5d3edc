import type { Access } from '../../shared/contract/call.ts';
import type { Fault } from '../../shared/contract/faults.ts';
import { roleLabel } from '../../shared/labels/role.ts';
import type { Session } from '../security/session.ts';

/** Why this call is closed for this session, or null. Checked before the input is even parsed (DESIGN §8). */
export function accessFault(name: string, access: Access, session: Session | null): Fault | null {
  if (access === 'gate') return null;
  if (!session) return { kind: 'locked', message: '没有人登录。先登录；没办完的都在。' };
  if (access === 'locked') return null;
  if (session.locked) return { kind: 'locked', message: '屏幕已锁。没办完的都在，输入密码回到原处' };
  if (session.mustChangePassword && !name.startsWith('session.')) {
    return { kind: 'forbidden', message: '先换掉第一次的密码，再开始工作。' };
  }
  if (access === 'anyone' || access.includes(session.actor.role)) return null;
  const allowed = access.map((role) => roleLabel(role)).join('、');
  return {
    kind: 'forbidden',
    message: `${roleLabel(session.actor.role)}不能办这件事，由${allowed}来办（本系统规则）。`,
  };
}
