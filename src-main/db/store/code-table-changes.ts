/** A code with the name that people read. */
export type Named = { readonly code: string; readonly name: string };

/** What an edition changed at this desk; `kept` = no longer listed for this county, but pupils here use it. */
export type CodeTableChanges = {
  readonly added: readonly Named[];
  readonly renamed: readonly (Named & { readonly from: string })[];
  readonly removed: readonly Named[];
  readonly kept: readonly Named[];
};

/** What came, went, or is called otherwise, in the order of the tables. */
export function changesBetween(before: readonly Named[], after: readonly Named[]): Omit<CodeTableChanges, 'kept'> {
  const old = new Map(before.map(({ code, name }) => [code, name]));
  const now = new Set(after.map(({ code }) => code));
  return {
    added: after.filter(({ code }) => !old.has(code)),
    renamed: after.flatMap(({ code, name }) => {
      const from = old.get(code);
      return from === undefined || from === name ? [] : [{ code, name, from }];
    }),
    removed: before.filter(({ code }) => !now.has(code)),
  };
}
