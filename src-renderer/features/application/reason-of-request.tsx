import type { ReactNode } from 'react';
import { TextField } from '../../ui/field.tsx';

/** Requests that are one text: how it is asked for, and what is said while it is too short. */
export const reasonWords = {
  reopening: {
    field: 'request.reason',
    label: '要改什么、为什么',
    hint: '另一位审核员或管理员同意后，记录回到登记台，改好后作为新的一版再送',
    missing: '先写明原因，至少两个字',
  },
  certificateOfResults: {
    field: 'request.purpose',
    label: '转往哪里、作什么用',
    hint: '例如：转往河北省张家口市第一中学。旗县的另一位审核员或管理员出具后打印',
    missing: '先写明用途，至少两个字',
  },
} as const;
export type ReasonKind = keyof typeof reasonWords;

/** The one text of such a request. */
export function ReasonOfRequest({
  kind,
  value,
  onChange,
  foundHint,
}: {
  readonly kind: ReasonKind;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly foundHint: string;
}): ReactNode {
  const { field, label, hint } = reasonWords[kind];
  const maxLength = kind === 'reopening' ? 300 : 100;
  return (
    <TextField
      name={field}
      label={label}
      kind="lines"
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      hint={foundHint !== '' ? foundHint : hint}
    />
  );
}
