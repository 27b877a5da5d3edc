import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { sexes } from '#shared/labels/sex.ts';
import { offered, useCodeChoices } from '../../bridge/use-code-choices.ts';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { type KeyedField, keyed, keyedText } from './keyed-reading.ts';
import type { ComparisonLine, Reading } from './sheet.ts';

type Settle = (line: ComparisonLine, value: 'roster' | 'document') => void;

/**
 * 证件 ⇄ 名册, line by line. What differs is marked and asks for an answer; a value is keyed only where the document
 * shows something else than the roster.
 */
export function ComparisonTable({
  lines,
  reading,
  seen,
  closedWhy,
  onChange,
  onSettle,
  onLeave,
}: {
  readonly lines: readonly ComparisonLine[];
  readonly reading: Reading;
  /** the clerk has had the document before the eyes */
  readonly seen: boolean;
  /** set = the record can no longer be changed at the desk */
  readonly closedWhy: string | null;
  readonly onChange: (reading: Reading) => void;
  readonly onSettle: Settle;
  readonly onLeave: () => void;
}): ReactNode {
  const differing = lines.filter((line) => line.differs);
  const open = differing.filter((line) => line.settled === null).length;
  return (
    <section className="comparison" aria-label="证件与名册">
      <h2>证件 ⇄ 名册：{headline(differing.length, open, seen)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">名册</th>
            <th scope="col">证件</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={line.field}
              line={line}
              reading={reading}
              seen={seen}
              closedWhy={closedWhy}
              onChange={onChange}
              onSettle={onSettle}
              onLeave={onLeave}
            />
          ))}
        </tbody>
      </table>
      {open > 0 && <p className="hint">未选定时不能完成。F3 到下一处。</p>}
    </section>
  );
}

function headline(differing: number, open: number, seen: boolean): string {
  if (differing > 0) return `${differing} 处不同，${open === 0 ? '都已选定' : `${open} 处未选定`}`;
  return seen ? '没有不同' : '看着证件核对';
}

type LineProps = {
  readonly line: ComparisonLine;
  readonly reading: Reading;
  readonly seen: boolean;
  readonly closedWhy: string | null;
  readonly onChange: (reading: Reading) => void;
  readonly onSettle: Settle;
  readonly onLeave: () => void;
};

function Line({ line, reading, seen, closedWhy, onChange, onSettle, onLeave }: LineProps): ReactNode {
  const [keying, setKeying] = useState(false);
  const isOpen = line.differs && line.settled === null;
  const halfTyped = line.field === 'birthDate' ? (reading.typedBirthDate ?? null) : null;
  return (
    <tr data-differs={line.differs} data-open={isOpen}>
      <th scope="row">
        {line.differs && (
          <span className="differs-mark">
            <StatusShape shape={isOpen ? 'flag' : 'tick'} />
          </span>
        )}
        {line.label}
      </th>
      <td className="figures">{line.rosterValue}</td>
      <td className="figures">
        {keying ? (
          <KeyedValue
            line={line}
            reading={reading}
            onChange={onChange}
            onDone={() => setKeying(false)}
            onLeave={onLeave}
          />
        ) : (
          <span className="card-value">
            <span>
              {line.differs && <span className="not-equal">≠ </span>}
              {line.documentValue ?? (seen ? '目视一致' : '还没有看')}
            </span>
            {closedWhy === null && (
              <Button size="small" type="link" onClick={() => setKeying(true)} aria-label={`${line.label}：证件上不同`}>
                {line.documentValue === null ? '证件上不同' : '改'}
              </Button>
            )}
          </span>
        )}
        {line.note !== null && <p className="hint">{line.note}</p>}
        {halfTyped !== null && !keying && (
          <p className="hint">
            没打完：{halfTyped}。点“{line.documentValue === null ? '证件上不同' : '改'}”接着打
          </p>
        )}
        {line.differs && !keying && (
          <p className="settle-row">
            {line.settled !== null && (
              <strong>{line.settled === 'document' ? '已定：以证件为准' : '已定：以名册为准'}</strong>
            )}
            {closedWhy === null && line.settled !== 'document' && (
              <Button size="small" className="settle-button" onClick={() => onSettle(line, 'document')}>
                以证件为准
              </Button>
            )}
            {closedWhy === null && line.settled !== 'roster' && line.field !== 'documentNumber' && (
              <Button size="small" onClick={() => onSettle(line, 'roster')}>
                以名册为准
              </Button>
            )}
            {isOpen && line.field === 'documentNumber' && (
              <span className="hint">拿错了证件的，换成本人证件再读；不是这名学生的，当面补录。</span>
            )}
          </p>
        )}
      </td>
    </tr>
  );
}

function KeyedValue({
  line,
  reading,
  onChange,
  onDone,
  onLeave,
}: {
  readonly line: ComparisonLine;
  readonly reading: Reading;
  readonly onChange: (reading: Reading) => void;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}): ReactNode {
  const codes = useCodeChoices();
  const field = line.field as KeyedField;
  const value = keyedText(field, reading);
  const label = `证件上的${line.label}`;
  const leave = () => {
    onLeave();
    onDone();
  };
  if (field === 'sex' || field === 'ethnicity') {
    const options =
      field === 'sex'
        ? sexes.map(([code, word]) => ({ value: code, label: word }))
        : [...offered(codes.ethnicity, value)];
    return (
      <Select
        autoFocus
        defaultOpen
        aria-label={label}
        value={value === '' ? null : value}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder="选证件上的"
        onChange={(code: string | undefined) => {
          onChange({ [field]: code ?? null });
          leave();
        }}
        onBlur={leave}
        style={{ width: '100%' }}
      />
    );
  }
  return <KeyedText label={label} field={field} value={value} onChange={onChange} onDone={leave} />;
}

function KeyedText({
  label,
  field,
  value,
  onChange,
  onDone,
}: {
  readonly label: string;
  readonly field: KeyedField;
  readonly value: string;
  readonly onChange: (reading: Reading) => void;
  readonly onDone: () => void;
}): ReactNode {
  // the words as typed: half a date or number must not be rewritten under the hand
  const [text, setText] = useState(value);
  return (
    <Input
      autoFocus
      aria-label={label}
      value={text}
      maxLength={field === 'fullName' ? 200 : 40}
      placeholder={field === 'birthDate' ? '2008-05-11' : undefined}
      allowClear
      autoComplete="off"
      onChange={(event) => {
        setText(event.target.value);
        onChange(keyed(field, event.target.value));
      }}
      onPressEnter={(event) => {
        if (!event.nativeEvent.isComposing) onDone();
      }}
      onBlur={onDone}
    />
  );
}
