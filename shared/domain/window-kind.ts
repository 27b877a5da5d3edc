/** What a published window of the exam calendar is for; of `classChange` only the end counts (2.4). */
export const windowKinds = ['registration', 'correction', 'examEntry', 'results', 'sitting', 'classChange'] as const;
export type WindowKind = (typeof windowKinds)[number];
