import { create } from 'zustand';

/** Somebody finished at this desk since sign-in: for the strip 刚办完. */
export type RecentPupil = {
  /** who did it: another person at this desk starts with an empty strip */
  readonly userId: string;
  readonly candidacyId: string;
  readonly fullName: string;
  readonly seatNo: number | null;
  readonly outcome: 'completed' | 'held';
  readonly candidacyNo: string | null;
  readonly savedAt: string;
};

export const useRecentStore = create<{ readonly recent: readonly RecentPupil[] }>(() => ({ recent: [] }));

/** Puts a pupil on top of the strip; the last five are kept. */
export function addRecent(pupil: RecentPupil): void {
  useRecentStore.setState(({ recent }) => ({
    recent: [pupil, ...recent.filter((one) => one.candidacyId !== pupil.candidacyId)].slice(0, 5),
  }));
}
