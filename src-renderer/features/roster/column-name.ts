/** A, B … Z, AA: as the spreadsheet names its columns. `index` from 0. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** Columns of the file with a heading that no field takes its values from, as they are named in the list: "Y 备注". */
export function unusedColumns(headers: readonly string[], chosen: readonly (number | null)[]): readonly string[] {
  return headers.flatMap((header, index) =>
    header.trim() === '' || chosen.includes(index) ? [] : [`${columnName(index)} ${header}`],
  );
}
