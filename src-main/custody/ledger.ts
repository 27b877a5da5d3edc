import type { CustodyCounts } from '../db/store/custody.ts';
import { custodyPartLabel, custodyParts } from './parts.ts';

export type LedgerPart = { readonly part: string; readonly label: string; readonly count: number };
export type Ledger = {
  readonly known: number;
  readonly parts: readonly LedgerPart[];
  readonly balanced: boolean;
  readonly openCases: number;
};

/**
 * The equation of the closing sheet: known pupils = sum of the parts. Every part is listed, empty ones too; records in no
 * part are not hidden, they make the ledger unbalanced.
 */
export function ledgerOf(counts: CustodyCounts): Ledger {
  const parts = custodyParts.map(([part]) => ({
    part,
    label: custodyPartLabel(part),
    count: counts.parts.find((one) => one.part === part)?.count ?? 0,
  }));
  const sum = parts.reduce((total, { count }) => total + count, 0);
  return { known: counts.known, parts, balanced: sum === counts.known, openCases: counts.openCases };
}
