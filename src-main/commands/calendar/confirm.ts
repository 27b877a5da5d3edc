import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { ParsedInput } from '#shared/contract/index.ts';
import { windowOfDraft } from '#shared/domain/calendar-draft.ts';
import { draftProblems } from '#shared/domain/exam-calendar.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type AccountView, accountById, findAccount } from '../../db/store/account.ts';
import { calendarById, calendarInForce } from '../../db/store/calendar.ts';
import { findCalendarDraft, removeCalendarDraft, type StoredCalendarDraft } from '../../db/store/calendar-draft.ts';
import { insertCalendar } from '../../db/store/calendar-edition.ts';
import type { CommandHandler, QueryContext } from '../../platform/act.ts';
import { checkAccount } from '../../security/check-account.ts';
import { drawnMeanwhile } from './draft.ts';

type Input = ParsedInput<'calendar.confirm'>;
type Seen = Pick<QueryContext, 'db' | 'actor' | 'clock'>;

/**
 * A second person of the office puts the draft into force: exactly the version on screen, and never the one who drew it
 * or who is signed in. The password is checked by the same slow hash and counted tries as at sign-in. Pressed twice, one
 * calendar.
 */
export const confirmCalendar: CommandHandler<'calendar.confirm', { readonly secondId: string }> = {
  prepare: async (input, context) => {
    const { db, actor, clock } = context;
    const second = findAccount(db, input.secondLogin);
    if (!calendarById(db, input.editionId)) {
      const ready = readyDraft(context, input);
      if (!ready.ok) return ready;
      const unfit = second && unfitSecond(second, actor.userId, ready.value.drawnBy);
      if (unfit) return failed(unfit);
    }
    const checked = await checkAccount({ db, clock, account: second, password: input.secondPassword });
    return checked.ok ? ok({ secondId: checked.value.id }) : failed(asSecond(checked.fault));
  },
  act: (input, { secondId }, context) => {
    const { db, actor, clock, ids, record } = context;
    const second = accountById(db, secondId);
    const known = calendarById(db, input.editionId);
    if (known) return ok({ savedAt: known.arrivedAt, by: second?.displayName ?? '', inForceFrom: known.inForceFrom });
    const ready = readyDraft(context, input);
    if (!ready.ok) return ready;
    const { draft, drawnBy, baseEditionId } = ready.value;
    const unfit = second ? unfitSecond(second, actor.userId, drawnBy) : gone;
    if (unfit || !second) return failed(unfit ?? gone);
    const savedAt = clock.now();
    const calendar = {
      id: input.editionId,
      label: draft.label.trim(),
      inForceFrom: draft.inForceFrom.trim(),
      windows: draft.windows.map(windowOfDraft).filter((window) => window !== null),
    };
    insertCalendar(db, ids, {
      ...calendar,
      content: JSON.stringify(calendar),
      signature: '',
      arrivedAt: savedAt,
      authority: 'office',
    });
    removeCalendarDraft(db);
    record({
      kind: 'calendar.confirmed',
      subjectNoun: 'calendar',
      subjectId: calendar.id,
      payload: { ...calendar, drawnBy, secondId, baseEditionId },
    });
    return ok({ savedAt, by: second.displayName, inForceFrom: calendar.inForceFrom });
  },
  changes: ['calendar', 'candidacy', 'application'],
};

/** The draft as it was seen on screen, if nothing in it refuses. */
function readyDraft({ db, clock }: Seen, { editionId, version }: Input): Result<StoredCalendarDraft, Fault> {
  const stored = findCalendarDraft(db);
  if (stored?.editionId !== editionId || stored.version !== version) return failed(drawnMeanwhile(stored));
  const notBefore = calendarInForce(db, clock.today())?.inForceFrom ?? null;
  const problems = draftProblems(stored.draft, notBefore).filter(({ severity }) => severity === 'refuse');
  if (problems.length === 0) return ok(stored);
  return failed({
    kind: 'invalid',
    problems: problems.map(({ row, field, sentence }) => ({
      field: row === null ? (field ?? '') : `windows.${row}.${field ?? ''}`,
      message: sentence,
    })),
  });
}

const gone: Fault = invalid('secondLogin', '第二人：这个账户不能用了。换一位本机构的人来确认');
const office: readonly string[] = ['clerk', 'reviewer', 'officeAdministrator'];

/** Two people of the office: who drew the calendar or is signed in does not confirm it (four eyes). */
function unfitSecond(second: AccountView, actorId: string, drawnBy: string): Fault | null {
  if (second.disabledAt !== null) return gone;
  if (second.id === actorId || second.id === drawnBy)
    return invalid('secondLogin', '第二人：不能是录日程的人自己（本系统规则）。由本机构的另一个人来确认');
  if (!office.includes(second.role))
    return invalid('secondLogin', '第二人：要是本机构的登记员、审核员或管理员（本系统规则）');
  if (second.mustChangePassword === 1)
    return invalid('secondLogin', '第二人：还在用第一次的密码。先登录一次，换掉密码，再来确认');
  return null;
}

/** Faults of a sign-in, at the fields of this form. */
function asSecond(fault: Fault): Fault {
  if (fault.kind !== 'invalid') return fault;
  const fields: Readonly<Record<string, string>> = { loginName: 'secondLogin', password: 'secondPassword' };
  return {
    kind: 'invalid',
    problems: fault.problems.map(({ field, message }) => ({ field: fields[field] ?? field, message })),
  };
}
