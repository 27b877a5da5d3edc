import { existsSync, readFileSync } from 'node:fs';

const table = '/proc/net/tcp';
const listening = '0A';

/**
 * Bytes that came for the program at this loopback port and that the system still holds for it: it has not read them, and
 * they are lost when it is killed. Linux says so; elsewhere 0.
 */
export function unreadBytes(port: number): number {
  if (!existsSync(table)) return 0;
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync(table, 'latin1').trim().split('\n').slice(1);
  return lines.reduce((sum, line) => {
    const [, local = '', , state, queues = ''] = line.trim().split(/\s+/u);
    // of one that listens the second number is how many wait for it
    if (!local.endsWith(end) || state === listening) return sum;
    return sum + Number.parseInt(queues.split(':')[1] ?? '0', 16);
  }, 0);
}
