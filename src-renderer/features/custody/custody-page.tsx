import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField } from '../../ui/field.tsx';
import { clockSeconds, dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import './custody.css';
import { FoundPupil } from './found-pupil.tsx';
import { PartNames } from './part-names.tsx';

const WHOLE = 'all';

/** The equation of custody: what is known equals the sum of where it is; every number opens into its names. */
export function CustodyPage(): ReactNode {
  const params = usePageParams();
  const [classId, setClassId] = useState<string | null>(params['classId'] ?? null);
  const [part, setPart] = useState<string | null>(null);
  const sums = useDeskQuery('custody.sums', { classId }, { keepPrevious: true });
  const schools = useDeskQuery('office.schools', {});
  const value = sums.value;
  const shownPart = value?.parts.find((entry) => entry.part === part) ?? null;
  const classes = (schools.value ?? []).flatMap((school) =>
    school.classes.map((entry) => ({ value: entry.classId, label: `${school.name} ${entry.name}` })),
  );
  const added = value?.parts.reduce((sum, entry) => sum + entry.count, 0) ?? 0;

  return (
    <Page
      title="台账"
      aside={
        <span className="second figures">
          {value &&
            `统计时刻 ${dayAndTime(value.at).replace(/ \d\d:\d\d$/, '')} ${clockSeconds(value.at)}，与业务同一份数据`}
        </span>
      }
      actions={
        <ActionBar
          primary={
            value && value.openCases > 0
              ? { label: `看疑似同一人 ${value.openCases} 件`, keyHint: '回车', onAct: () => go({ area: 'cases' }) }
              : null
          }
          others={classId === null ? [] : [{ label: '看全部班级', onAct: () => setClassId(null) }]}
        />
      }
    >
      <FaultView fault={sums.fault} />
      {params['candidacyId'] && <FoundPupil candidacyId={params['candidacyId']} />}
      <div className="custody-filter">
        <ChoiceField
          label="班级"
          value={classId ?? WHOLE}
          onChange={(chosen) => {
            setClassId(chosen === WHOLE ? null : chosen);
            setPart(null);
          }}
          options={[{ value: WHOLE, label: '全部' }, ...classes]}
        />
      </div>
      {value && (
        <section className="card" aria-label="台账等式">
          <ul className="equation">
            <li>
              <strong>在册 {value.known}</strong>
            </li>
            {value.parts.map((entry, index) => (
              <li key={entry.part}>
                <span aria-hidden="true">{index === 0 ? '=' : '+'}</span>
                <button
                  type="button"
                  aria-pressed={entry.part === part}
                  data-empty={entry.count === 0 ? true : undefined}
                  onClick={() => setPart(entry.part === part ? null : entry.part)}
                >
                  {entry.label} <strong className="figures">{entry.count}</strong>
                </button>
              </li>
            ))}
            <li>
              {value.balanced ? (
                <ToneMark tone="done" shape="tick" word="相符" />
              ) : (
                <ToneMark tone="setAside" shape="flag" word={`差 ${value.known - added}`} />
              )}
            </li>
          </ul>
          <p className="hint">按一个数，列出它后面的人。</p>
        </section>
      )}
      {shownPart && (
        <PartNames part={shownPart.part} label={shownPart.label} count={shownPart.count} classId={classId} />
      )}
    </Page>
  );
}
