let speller: ((text: string) => string) | null = null;

/** Loads the pinyin table (300 kB) when the command box is first used; until then only the words themselves match. */
export async function loadInitials(): Promise<void> {
  if (speller !== null) return;
  const { pinyin } = await import('pinyin-pro');
  speller = (text) => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
}

/** True if what was typed is part of the label or of its pinyin initials: qx → 缺席. */
export function matchesLabel(typed: string, label: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return false;
  return label.toLowerCase().includes(wanted) || (speller?.(label).includes(wanted) ?? false);
}
