import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';

type FieldProps = {
  /** field of the contract: a summary on top can lead here */
  readonly name?: string;
  readonly label: string;
  readonly hint?: string;
  /** what is wrong and how to mend it, in the words of the summary on top */
  readonly error?: string | null;
  readonly required?: boolean;
};

/** Puts the focus into the field of this name inside the page. */
export function focusField(name: string): void {
  document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] :is(input, textarea)`)?.focus();
}

function Labelled({
  id,
  name,
  label,
  hint,
  error,
  required,
  children,
}: FieldProps & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="field" data-field={name} data-wrong={error ? true : undefined}>
      <label htmlFor={id}>
        {label}
        {required === false && <span className="hint">（可不填）</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, hint?: string, error?: string | null): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

export type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: 'text' | 'password' | 'lines';
  readonly takeFocus?: boolean;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly onLeave?: () => void;
};

/** One labelled line (or block) of text. Input is kept whatever is wrong with it. */
export function TextField(props: TextFieldProps): ReactNode {
  const id = useId();
  const { name, value, onChange, kind = 'text', takeFocus = false, maxLength, autoComplete = 'off', onLeave } = props;
  const common = {
    id,
    name,
    value,
    maxLength,
    autoComplete,
    autoFocus: takeFocus,
    status: props.error ? ('error' as const) : undefined,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': describedBy(id, props.hint, props.error),
    onBlur: onLeave,
  };
  return (
    <Labelled {...props} id={id}>
      {kind === 'lines' && (
        <Input.TextArea {...common} autoSize={{ minRows: 3 }} onChange={(event) => onChange(event.target.value)} />
      )}
      {kind === 'password' && <Input {...common} type="password" onChange={(event) => onChange(event.target.value)} />}
      {kind === 'text' && <Input {...common} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}

/** One labelled choice from a list; typing narrows it. */
export function ChoiceField<V extends string | number>(
  props: FieldProps & {
    readonly value: V | null;
    readonly onChange: (value: V) => void;
    readonly options: readonly { readonly value: V; readonly label: string }[];
  },
): ReactNode {
  const id = useId();
  return (
    <Labelled {...props} id={id}>
      <Select<V>
        id={id}
        value={props.value}
        onChange={props.onChange}
        options={[...props.options]}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="选一项"
        status={props.error ? 'error' : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        style={{ width: '100%' }}
      />
    </Labelled>
  );
}
