import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventLabel, eventWords } from '#shared/labels/event.ts';
import { sourcesBelow } from './layers.ts';

const root = join(import.meta.dirname, '../..');
const namedEvents = Object.keys(eventWords);
const literal = /'([a-z][A-Za-z]*\.[a-z][A-Za-z]*)'/gu;

/**
 * Kinds of event that a source text records: the literals of `kind:` inside a call of `record`, and of the table that it
 * looks into. A kind that cannot be read off the text comes out as the expression itself.
 */
function recordedKinds(source: string): string[] {
  const calls = [...source.matchAll(/\brecord(?:Event)?\(\{\s*kind:\s*([^,}]+)/gu)].map((match) => match[1] ?? '');
  return calls.flatMap((expression) => {
    const table = /^(\w+)\[/u.exec(expression)?.[1];
    const text = table ? (new RegExp(`const ${table} = \\{([^}]*)\\}`, 'u').exec(source)?.[1] ?? '') : expression;
    const kinds = [...text.matchAll(literal)].map((match) => match[1] ?? '');
    return kinds.length > 0 ? kinds : [expression];
  });
}

describe('事件都有中文', () => {
  const sources = sourcesBelow(join(root, 'src-main')).map((file) => readFileSync(file, 'utf8'));
  const calls = sources.join('\n').match(/\brecord(?:Event)?\(\{/gu) ?? [];
  const kinds = sources.flatMap(recordedKinds);

  it('程序里记的每一种事件都有自己的话，没有谁也不记的话', () => {
    expect(calls.length).toBeGreaterThan(20);
    expect([...new Set(kinds)].sort()).toEqual([...namedEvents].sort());
  });

  it('每一处记事件都认得出种类', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(calls.length);
  });

  it('话不重复；没见过的种类也说得出', () => {
    expect(new Set(namedEvents.map(eventLabel)).size).toBe(namedEvents.length);
    expect(eventLabel('something.ofNextYear')).toBe('改动了这份记录');
  });

  it('种下的事件会被看见：直写的、分情况的、查表的、认不出的', () => {
    expect(recordedKinds("context.record({ kind: 'a.done', subjectNoun: 'x' })")).toEqual(['a.done']);
    expect(recordedKinds("record({\n kind: x ? 'a.on' : 'a.off',\n payload })")).toEqual(['a.on', 'a.off']);
    expect(recordedKinds("const words = { p: 'a.p', q: 'a.q' };\nrecordEvent({ kind: words[p], payload })")).toEqual([
      'a.p',
      'a.q',
    ]);
    expect(recordedKinds('record({ kind: made(up), payload })')).toEqual(['made(up)']);
  });
});
