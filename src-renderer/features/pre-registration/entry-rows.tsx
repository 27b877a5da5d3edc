import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import type { FamilyMember, ResumeEntry } from '#shared/domain/candidate-field.ts';
import { TextField } from '../../ui/field.tsx';
import type { ChangeEntry } from './entry-fields.tsx';
import { familyLimits, MOST_LINES, resumeLimits } from './entry-limits.ts';

const orNull = (text: string): string | null => (text === '' ? null : text);

function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((other, place) => (place === index ? item : other));
}

/** Family members, one line each. */
export const FamilyRows = memo(function FamilyRows({
  family,
  onChange,
}: {
  readonly family: readonly FamilyMember[];
  readonly onChange: ChangeEntry;
}): ReactNode {
  const set = (index: number, change: Partial<FamilyMember>) =>
    onChange({ family: replaced(family, index, { ...family[index]!, ...change }) });
  return (
    <div className="wide line-rows">
      {family.map((member, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the person edits; lines have no id yet
        <div className="line-row family" key={index}>
          <TextField
            label="关系"
            value={member.relation}
            maxLength={familyLimits.relation}
            onChange={(relation) => set(index, { relation })}
          />
          <TextField
            label="家人姓名"
            value={member.fullName}
            maxLength={familyLimits.fullName}
            onChange={(fullName) => set(index, { fullName })}
          />
          <TextField
            label="工作单位"
            value={member.workplace ?? ''}
            maxLength={familyLimits.workplace}
            onChange={(workplace) => set(index, { workplace: orNull(workplace) })}
          />
          <TextField
            label="电话"
            value={member.phone ?? ''}
            maxLength={familyLimits.phone}
            onChange={(phone) => set(index, { phone: orNull(phone) })}
          />
          <Button onClick={() => onChange({ family: family.filter((_, other) => other !== index) })}>
            删去这位家人
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={family.length >= MOST_LINES}
          onClick={() =>
            onChange({ family: [...family, { relation: '', fullName: '', workplace: null, phone: null }] })
          }
        >
          加一位家庭成员
        </Button>
      </div>
    </div>
  );
});

/** Schools and work so far, one line each. */
export const ResumeRows = memo(function ResumeRows({
  resume,
  onChange,
}: {
  readonly resume: readonly ResumeEntry[];
  readonly onChange: ChangeEntry;
}): ReactNode {
  const set = (index: number, change: Partial<ResumeEntry>) =>
    onChange({ resume: replaced(resume, index, { ...resume[index]!, ...change }) });
  return (
    <div className="wide line-rows">
      {resume.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the person edits; lines have no id yet
        <div className="line-row resume" key={index}>
          <TextField
            label="从（2020-09）"
            value={entry.from ?? ''}
            maxLength={resumeLimits.from}
            onChange={(from) => set(index, { from: orNull(from) })}
          />
          <TextField
            label="到（空着 = 今）"
            value={entry.until ?? ''}
            maxLength={resumeLimits.until}
            onChange={(until) => set(index, { until: orNull(until) })}
          />
          <TextField
            label="在哪里"
            value={entry.place}
            maxLength={resumeLimits.place}
            onChange={(place) => set(index, { place })}
          />
          <Button onClick={() => onChange({ resume: resume.filter((_, other) => other !== index) })}>删去这一段</Button>
        </div>
      ))}
      <div>
        <Button
          disabled={resume.length >= MOST_LINES}
          onClick={() => onChange({ resume: [...resume, { from: null, until: null, place: '' }] })}
        >
          加一段简历
        </Button>
      </div>
    </div>
  );
});
