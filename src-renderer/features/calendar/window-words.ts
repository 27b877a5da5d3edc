import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { windowKindLabel } from '#shared/labels/window-kind.ts';
import { localTime } from '#shared/lib/local-time.ts';

/** Whom a window is for. */
export function cohortWord(cohortYear: number | null): string {
  return cohortYear === null ? '所有年级' : `${cohortYear} 级`;
}

/** A window in one line, as the list of changes shows it: 信息变更和转籍 2026 级 2026-11-02 09:00 至 2026-12-31 17:00. */
export function windowLine({ kind, label, cohortYear, sitting, opensAt, closesAt }: CalendarWindow): string {
  const name =
    label === '' || label === windowKindLabel(kind) ? windowKindLabel(kind) : `${windowKindLabel(kind)}“${label}”`;
  const whose = [cohortWord(cohortYear), sitting].filter((part) => part !== null && part !== '').join(' ');
  return `${name} ${whose}：${localTime(opensAt)} 至 ${localTime(closesAt)}`;
}
