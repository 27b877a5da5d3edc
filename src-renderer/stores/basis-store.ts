import { create } from 'zustand';
import type { Finding } from '#shared/domain/finding.ts';

export type BasisSubject = { readonly title: string; readonly findings: readonly Finding[] };
type BasisState = { readonly offered: BasisSubject | null; readonly shown: BasisSubject | null };

/** What F9 shows: a page offers its findings, a closed button may show its own. */
export const useBasisStore = create<BasisState>(() => ({ offered: null, shown: null }));

/** Opens the 依据 drawer for this subject. */
export function showBasis(subject: BasisSubject): void {
  useBasisStore.setState({ shown: subject });
}

/** F9: opens what the page offers, or closes the drawer. */
export function toggleBasis(): void {
  const { offered, shown } = useBasisStore.getState();
  useBasisStore.setState({ shown: shown ? null : (offered ?? { title: '本页', findings: [] }) });
}

/** Closes the drawer. */
export function closeBasis(): void {
  useBasisStore.setState({ shown: null });
}
