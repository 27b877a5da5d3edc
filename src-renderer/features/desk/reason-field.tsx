import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';

const usual = [
  '证件与户口簿一致，号码编制时有误，学生已带证明',
  '证件正在公安机关更正，先按现有证件登记',
  '登记员当面核对，证件原件与本人相符',
  '双胞胎或相貌相近，已当面核对是本人',
] as const;

export const REASON_FIELD = 'warn-reason';

/** The clerk's reason where something is unusual but does not stop the act. The usual ones need no typing. */
export function ReasonField({
  reason,
  foundHint,
  onReason,
}: {
  readonly reason: string;
  /** where the reason was found on disk; '' = written now */
  readonly foundHint: string;
  readonly onReason: (reason: string) => void;
}): ReactNode {
  const label = useId();
  return (
    <div className="reason-field">
      <label id={label} htmlFor={REASON_FIELD}>
        写明原因再完成
      </label>
      <Select
        aria-label="常用原因"
        placeholder="常用原因"
        value={null}
        options={usual.map((sentence) => ({ value: sentence, label: sentence }))}
        onChange={(sentence: string | null) => {
          if (sentence !== null) onReason(sentence);
        }}
      />
      <Input
        id={REASON_FIELD}
        value={reason}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => onReason(event.target.value)}
      />
      {foundHint !== '' && <p className="hint">{foundHint}</p>}
    </div>
  );
}
