import { Input, type InputRef, Radio } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { documentStates } from '#shared/domain/candidate-field.ts';
import { tightNumber } from '#shared/lib/width.ts';
import { announce } from '../../ui/announce.ts';
import type { DocumentState } from './sheet.ts';

const words: Readonly<Record<DocumentState, string>> = {
  shown: '原件',
  expired: '过期',
  temporary: '临时证',
  copyOnly: '复印件',
  missing: '没带',
};

const LAST_FOUR_FIELD = 'document-last-four';

/** What the clerk saw of the document, and its last four characters keyed by eye where there is no reader. */
export function DocumentRow({
  lastFour,
  lastFourField,
  documentState,
  documentTypeLabel,
  closedWhy,
  onLastFour,
  onState,
  onLeave,
  onDone,
}: {
  readonly lastFour: string;
  readonly lastFourField: RefObject<InputRef | null>;
  readonly documentState: DocumentState | null;
  readonly documentTypeLabel: string;
  readonly closedWhy: string | null;
  readonly onLastFour: (text: string) => void;
  readonly onState: (state: DocumentState) => void;
  readonly onLeave: () => void;
  /** four characters are there: the focus goes back to the picture */
  readonly onDone: () => void;
}): ReactNode {
  const key = (text: string) => {
    const tight = tightNumber(text).toUpperCase().slice(0, 4);
    onLastFour(tight);
    if (tight.length === 4 && tight !== lastFour) onDone();
  };
  return (
    <div className="document-row">
      <div className="last-four">
        <label htmlFor={LAST_FOUR_FIELD}>证件末四位</label>
        <Input
          id={LAST_FOUR_FIELD}
          ref={lastFourField}
          value={lastFour}
          maxLength={8}
          readOnly={closedWhy !== null}
          autoComplete="off"
          spellCheck={false}
          className="figures"
          placeholder="看证件键"
          onChange={(event) => key(event.target.value)}
          onBlur={onLeave}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) onDone();
          }}
        />
      </div>
      <Radio.Group
        className="document-states"
        value={documentState}
        aria-label={`${documentTypeLabel}：看到了什么`}
        optionType="button"
        options={documentStates.map((state) => ({ value: state, label: words[state] }))}
        onChange={(event) => {
          if (closedWhy === null) onState(event.target.value as DocumentState);
          else announce(closedWhy, 'assertive');
        }}
      />
    </div>
  );
}
