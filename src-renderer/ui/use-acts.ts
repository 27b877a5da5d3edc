import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Finding } from '#shared/domain/finding.ts';
import { listActs } from '../stores/act-store.ts';
import { showBasis } from '../stores/basis-store.ts';
import { announce } from './announce.ts';
import { openFindings } from './finding-panel.tsx';
import { keyFromHint } from './key-names.ts';
import { type KeyMap, useKeys } from './use-keys.ts';

export type BarAct = {
  readonly label: string;
  /** stays while the label changes (a count, on and off), so that the button keeps the focus; without it the label */
  readonly id?: string;
  /** printed before the label and bound: '回车', '空格', 'Ctrl+回车', 'F4'. Others without one get Alt+1…9. */
  readonly keyHint?: string;
  /** a promise keeps the act closed until it settles, so that a second press cannot perform it twice */
  readonly onAct: () => unknown;
  /** set = the act is closed now: shown, focusable, and tells this. Findings also open in 依据. */
  readonly closedWhy?: string | readonly Finding[] | null;
  readonly danger?: boolean;
  /** false = only printed: the page listens to the key itself */
  readonly bindKey?: boolean;
};

/** The reason of a closed act as one sentence. */
export function whySentence(why: string | readonly Finding[]): string {
  if (typeof why === 'string') return why;
  return openFindings(why)
    .map((finding) => (finding.next === '' ? finding.sentence : `${finding.sentence}。下一步：${finding.next}`))
    .join('；');
}

/** An act with its printed key, in the order of the page. */
export type KeyedAct = { readonly act: BarAct; readonly hint: string; readonly isPrimary: boolean };

export type Acts = {
  readonly all: readonly KeyedAct[];
  readonly perform: (act: BarAct) => Promise<void>;
  /** the closed act that was pressed last, while it stays closed */
  readonly refused: BarAct | null;
};

/**
 * The acts of a page: the primary one under its own key, the others numbered (Alt+1…9) in their order, wherever they are
 * drawn. A closed act says why when pressed; none runs twice at once; all are found by the box (F2).
 */
export function useActs(primary: BarAct | null | undefined, others: readonly BarAct[]): Acts {
  const [said, setSaid] = useState<string | null>(null);
  const busy = useRef(new Set<string>());

  const perform = async (act: BarAct) => {
    if (act.closedWhy) {
      const sentence = whySentence(act.closedWhy);
      setSaid(act.label);
      announce(`现在不能${act.label}：${sentence}`, 'assertive');
      if (typeof act.closedWhy !== 'string') showBasis({ title: act.label, findings: act.closedWhy });
      return;
    }
    if (busy.current.has(act.label)) return;
    busy.current.add(act.label);
    setSaid(null);
    try {
      await act.onAct();
    } finally {
      busy.current.delete(act.label);
    }
  };

  let number = 0;
  const numbered = others.map((act) => {
    if (act.keyHint !== undefined) return { act, hint: act.keyHint, key: keyFromHint(act.keyHint) };
    number += 1;
    return { act, hint: `${number}`, key: `Alt+${number}` };
  });
  const lead = primary ? [{ act: primary, hint: primary.keyHint ?? '', key: keyFromHint(primary.keyHint ?? '') }] : [];
  const all = [
    ...lead.map((one) => ({ ...one, isPrimary: true })),
    ...numbered.map((one) => ({ ...one, isPrimary: false })),
  ];

  const keys: KeyMap = Object.fromEntries(
    all
      .filter(({ act, key }) => key !== '' && act.bindKey !== false)
      .map(({ act, key }) => [key, () => void perform(act)]),
  );
  useKeys(keys);

  const performNow = useEffectEvent((label: string) => {
    const found = all.find(({ act }) => act.label === label);
    if (found) void perform(found.act);
  });
  // said only as long as it is true: the act may open while the sentence stands
  const refused = all.find(({ act }) => act.label === said && act.closedWhy)?.act ?? null;
  const signature = all.map(({ act, key }) => `${key}\t${act.label}`).join('\n');
  useEffect(() => {
    const lines = signature === '' ? [] : signature.split('\n').map((line) => line.split('\t') as [string, string]);
    listActs(lines.map(([keyHint, label]) => ({ label, keyHint, perform: () => performNow(label) })));
    return () => listActs([]);
  }, [signature]);

  return { all, perform, refused };
}
