/** Foreign languages as exam systems number them; the choice open to pupils is a parameter of the region. */
export const foreignLanguages = [
  ['1', '英语'],
  ['2', '俄语'],
  ['3', '日语'],
  ['4', '德语'],
  ['5', '法语'],
  ['6', '西班牙语'],
  ['9', '其他'],
] as const satisfies readonly (readonly [string, string])[];

/** Names of common speech. */
export const foreignLanguageOtherNames = [
  ['英文', '1'],
  ['俄文', '2'],
  ['日文', '3'],
  ['德文', '4'],
  ['法文', '5'],
  ['西语', '6'],
  ['其它', '9'],
] as const;
