/** Everything people see is +08:00, whatever the computer is set to; instants are UTC ISO with Z. */
function parts(instant: string): Readonly<Record<string, string>> | null {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return null;
  const list = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  return Object.fromEntries(list.map((part) => [part.type, part.value]));
}

/** 14:03:22 */
export function clockSeconds(instant: string): string {
  const p = parts(instant);
  return p ? `${p['hour']}:${p['minute']}:${p['second']}` : '';
}

/** 14:03 */
export function clockMinutes(instant: string): string {
  const p = parts(instant);
  return p ? `${p['hour']}:${p['minute']}` : '';
}

/** 4 月 1 日 17:00 */
export function dayAndTime(instant: string): string {
  const p = parts(instant);
  return p ? `${p['month']} 月 ${p['day']} 日 ${p['hour']}:${p['minute']}` : '';
}

/** 2026 年 4 月 1 日 17:00 */
export function yearDayAndTime(instant: string): string {
  return parts(instant) ? `${fullDay(instant)} ${clockMinutes(instant)}` : '';
}

/** 2026 年 4 月 1 日 */
export function fullDay(instant: string): string {
  const p = parts(instant);
  return p ? `${p['year']} 年 ${p['month']} 月 ${p['day']} 日` : '';
}

/** 2026-04-01, the day of an instant */
export function dayOf(instant: string): string {
  const p = parts(instant);
  return p ? `${p['year']}-${p['month']?.padStart(2, '0')}-${p['day']?.padStart(2, '0')}` : '';
}
