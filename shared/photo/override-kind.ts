/** Reasons for which a second person may let a photo pass that the gate refused (medical, religious or lasting). */
export const overrideKinds = ['medical', 'religious', 'lasting'] as const;
export type OverrideKind = (typeof overrideKinds)[number];
