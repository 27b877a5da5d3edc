import { addDays, type PlainDate } from '../lib/plain-date.ts';
import { dateOf } from './roster-identity.ts';
import type { RowReader } from './roster-problem.ts';

/** The class teacher's approval as the school's file brings it: a foreign act, kept with who and when (UTC instant). */
export type ForeignApproval = { readonly by: string; readonly at: string };

const yes = /^(同意|通过|审核通过|已通过|已审核|已同意|班主任已审核|是|合格|√|✓|✔|Y|YES|1)$/iu;
const no = /^(|不同意|未通过|不通过|退回|已退回|未审核|待审核|待审|否|×|✗|N|NO|0)$/iu;

/** Approval or null. An approval that does not say who or when is none: the class teacher decides here instead. */
export function readApproval(row: RowReader, today: PlainDate): ForeignApproval | null {
  const text = row.text('approval');
  if (no.test(text)) return null;
  if (!yes.test(text)) {
    row.note('approval', 'warn', 'approvalUnclear', '看不出是否同意，按还没有审核导入。由班主任在本系统审核');
    return null;
  }
  const by = row.text('approver').slice(0, 60);
  const on = dateOf(row.text('approvedOn'));
  if (by === '') {
    row.note('approver', 'warn', 'approvalIncomplete', '没有写明审核人，按还没有审核导入。由班主任在本系统审核');
    return null;
  }
  if (on === null || on > today) {
    row.note(
      'approvedOn',
      'warn',
      'approvalIncomplete',
      '没有写明审核日期，或日期不对，按还没有审核导入。由班主任在本系统审核',
    );
    return null;
  }
  return { by, at: startOfDay(on) };
}

/** The instant a day begins in +08:00, in UTC. */
function startOfDay(date: PlainDate): string {
  return `${addDays(date, -1)}T16:00:00.000Z`;
}
