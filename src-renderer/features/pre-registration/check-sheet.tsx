import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

type Sheet = Output<'preRegistration.sheet'>;

const groups: readonly (readonly [title: string, fields: readonly string[]])[] = [
  ['证件', ['sex', 'ethnicity', 'politicalStatus', 'pupilCategory', 'documentType', 'documentNumber', 'birthDate']],
  ['户籍', ['householdPlace', 'householdAuthority', 'address', 'postCode', 'mobile']],
  ['学籍', ['enrolmentNo', 'schoolCode', 'schoolName', 'classCode', 'className', 'cohortYear', 'foreignLanguage']],
];

/** One pupil's answers to check: findings on top, every field with its value or 未填, changed values as old → new. */
export function CheckSheet({
  sheet,
  returnReason,
}: {
  readonly sheet: Sheet;
  readonly returnReason: string | null;
}): ReactNode {
  const { line, fields, family, resume, findings, history } = sheet;
  const named = new Set(groups.flatMap(([, members]) => members));
  const others = fields.filter(
    (entry) => !named.has(entry.field) && !['fullName', 'family', 'resume'].includes(entry.field),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="card check-sheet" aria-label={`${line.fullName} 的预注册`} tabIndex={0}>
      <h2>
        <PersonName name={line.fullName} size="title" />
      </h2>
      <p className="row">
        <StatusMark status={line.status} held={line.held} absence={line.absence} isPrivate={line.isPrivate} />
        <span className="second">
          {line.schoolName} {line.className}
        </span>
      </p>
      {returnReason && <p className="return-reason">上次退回：{returnReason}</p>}
      {openFindings(findings).length > 0 ? (
        <FindingList findings={findings} />
      ) : (
        <p className="second">检查过，没有发现问题。</p>
      )}
      {groups.map(([title, members]) => (
        <Group key={title} title={title} fields={fields.filter((entry) => members.includes(entry.field))} />
      ))}
      {others.length > 0 && <Group title="其他" fields={others} />}
      <h3>家庭</h3>
      {family.length === 0 ? (
        <p className="missing">未填</p>
      ) : (
        <ul className="plain-list">
          {family.map((member) => (
            <li key={`${member.relation}${member.fullName}${member.phone}`}>
              {member.relation} <PersonName name={member.fullName} /> {member.workplace} {member.phone}
            </li>
          ))}
        </ul>
      )}
      <h3>简历</h3>
      {resume.length === 0 ? (
        <p className="missing">未填</p>
      ) : (
        <ul className="plain-list">
          {resume.map((entry) => (
            <li key={`${entry.from}${entry.place}`}>
              {entry.from === null ? '' : `${entry.from} 至 ${entry.until ?? '今'}　`}
              {entry.place}
            </li>
          ))}
        </ul>
      )}
      {history.length > 0 && (
        <>
          <h3>经过</h3>
          <ul className="plain-list hint">
            {history.map((step) => (
              <li key={`${step.at}${step.what}`}>
                {dayAndTime(step.at)} {step.who} {step.what}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Group({ title, fields }: { readonly title: string; readonly fields: Sheet['fields'] }): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      <dl className="answers">
        {fields.map((entry) => (
          <div key={entry.field}>
            <dt>{entry.label}</dt>
            <dd className={entry.missing ? 'missing' : 'figures'}>
              {entry.changedFrom !== null && (
                <>
                  <del>{entry.changedFrom || '未填'}</del> →{' '}
                </>
              )}
              {entry.missing ? '未填' : entry.value}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
