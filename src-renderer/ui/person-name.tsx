import type { ReactNode } from 'react';
import { hasGlyph } from './glyphs.ts';

const sizes = { table: 14, body: 15, section: 18, title: 20, desk: 32 } as const;

/**
 * A whole name: never cut, up to two lines, each code point on its own, and a name's dot stays on the line of the character before it. A character without a glyph on this machine is
 * shown by its code, 〔U+2CE88〕, never as a box. Long names on the desk shrink in steps (over 12, over 24 characters).
 */
export function PersonName({
  name,
  size = 'body',
}: {
  readonly name: string;
  readonly size?: keyof typeof sizes;
}): ReactNode {
  const characters = Array.from(name);
  const full = sizes[size];
  const pixels = size === 'desk' ? (characters.length > 24 ? 20 : characters.length > 12 ? 24 : full) : full;
  return (
    <span className="person-name" style={{ fontSize: pixels }}>
      {asParts(characters)}
    </span>
  );
}

function asParts(characters: readonly string[]): readonly ReactNode[] {
  const shown: ReactNode[] = [];
  let run = '';
  for (const [at, character] of characters.entries()) {
    const before = characters[at - 1];
    if (character === '·' && before !== undefined && run.endsWith(before)) {
      shown.push(
        run.slice(0, -before.length),
        <span key={`dot ${shown.length}`} className="with-dot">
          {before}·
        </span>,
      );
      run = '';
      continue;
    }
    if (hasGlyph(character)) {
      run += character;
      continue;
    }
    shown.push(run, <CodeOf key={`code ${shown.length}`} character={character} />);
    run = '';
  }
  shown.push(run);
  return shown;
}

function CodeOf({ character }: { readonly character: string }): ReactNode {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return <span className="missing-glyph">〔U+{code}〕</span>;
}
