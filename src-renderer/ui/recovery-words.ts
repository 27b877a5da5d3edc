/** The words as typed: any blanks, commas or numbering between them are fine. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(/[\s,，、;；.．]+/)
    .map((word) => word.replace(/^\d+$/, ''))
    .filter((word) => word !== '');
}
