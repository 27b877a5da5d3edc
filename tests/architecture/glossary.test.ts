import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { candidateFields, documentStates, documentTypes } from '#shared/domain/candidate-field.ts';
import { certificateVerdicts } from '#shared/domain/certificate-verdict.ts';
import { roles } from '#shared/domain/role.ts';
import { certificateVerdictLabel } from '#shared/labels/certificate-verdict.ts';
import { documentStateLabel, documentTypeLabel } from '#shared/labels/document.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';

const root = join(import.meta.dirname, '../..');
const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');

type Row = { readonly section: string; readonly chinese: string; readonly code: string };

/** Rows of all tables of docs/glossary.md, headings left out. */
function readRows(markdown: string): Row[] {
  let section = '';
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) section = line.slice(3);
    const [, chinese = '', code = ''] = line.split('|').map((cell) => cell.trim());
    const isRow = line.startsWith('| ') && chinese !== '中文' && chinese !== '不用';
    return isRow ? [{ section, chinese, code: code.replaceAll('`', '') }] : [];
  });
}

const rows = readRows(glossary);
const terms = rows.filter((row) => row.section !== '不用的词');
const unwanted = rows.filter((row) => row.section === '不用的词').map((row) => row.chinese);
const bareWords = [...(glossary.split('## 代码里不单独用的词')[1] ?? '').matchAll(/`([a-z]+)`/gu)].map(
  (m) => m[1] ?? '',
);

type Source = { readonly path: string; readonly text: string };

function sourcesUnder(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: path.slice(root.length + 1), text: readFileSync(path, 'utf8') };
    });
}

const sources = ['shared', 'parcel', 'src-main', 'src-renderer', 'provincial-server'].flatMap(sourcesUnder);

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gmu, '');
}

/** Names that a file exports. */
function exportedNames(text: string): string[] {
  return [...text.matchAll(/^export (?:async )?(?:const|function|type|class) ([A-Za-z0-9_]+)/gmu)].map(
    (m) => m[1] ?? '',
  );
}

/** Every word that is an identifier or part of a quoted name, comments left out. */
function identifiers(text: string): Set<string> {
  return new Set(withoutComments(text).match(/[A-Za-z_][A-Za-z0-9_]{3,}/gu) ?? []);
}

/** Files that carry a bare word on purpose. */
const bareFileNames: Readonly<Record<string, string>> = {
  'src-main/db/store/record.ts': 'DESIGN §2: the only door to event, audit and outbox',
  'shared/labels/status.ts': 'the folder says whose labels: one file per code list',
};

describe('词汇表', () => {
  it('读到了词，也读到了源文件', () => {
    expect([terms.length > 100, unwanted.length > 10, bareWords.length > 10, sources.length > 100]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('同一节里一个中文词只对一个代码词，反过来也是', () => {
    const twice = (values: string[]) => values.filter((value, i) => values.indexOf(value) !== i);
    expect(twice(terms.map((row) => `${row.section} ${row.chinese}`))).toEqual([]);
    expect(twice(terms.map((row) => `${row.section} ${row.code}`))).toEqual([]);
  });

  it.each([
    ['考籍状态', candidacyStatuses, candidacyStatusLabel],
    ['角色', roles, roleLabel],
    ['证件类型', documentTypes, documentTypeLabel],
    ['证件状态', documentStates, documentStateLabel],
    ['核验结论', certificateVerdicts, certificateVerdictLabel],
    ['考生信息项目', candidateFields, candidateFieldLabel],
  ] as [string, readonly string[], (code: never) => string][])(
    '%s 的标签与词汇表相同，一个不多一个不少',
    (section, codes, label) => {
      const written = terms.filter((row) => row.section === section).map((row) => [row.code, row.chinese]);
      expect(written).toEqual(codes.map((code) => [code, label(code as never)]));
    },
  );

  it('没有标“以后”的代码词，代码里都有', () => {
    const all = withoutComments(sources.map((source) => source.text).join('\n')).toLowerCase();
    const later = new Set(
      glossary
        .split('\n')
        .filter((line) => line.includes('以后'))
        .map((line) => line.split('|')[2]?.replaceAll('`', '').trim()),
    );
    const absent = terms.filter((row) => !later.has(row.code) && !all.includes(row.code.toLowerCase()));
    expect(absent.map((row) => `${row.chinese} ${row.code}`)).toEqual([]);
  });
});

describe('界面上的词', () => {
  // headers of other people's files are recognised in their own words
  const readsForeignWords = (path: string) =>
    path.startsWith('shared/domain/roster-') || path.startsWith('src-main/heavy/');

  it('没有“不用的词”', () => {
    const found = sources
      .filter((source) => !readsForeignWords(source.path))
      .flatMap((source) =>
        unwanted.filter((word) => withoutComments(source.text).includes(word)).map((word) => `${source.path}: ${word}`),
      );
    expect(found).toEqual([]);
  });
});

describe('代码里的词', () => {
  it('文件名不是太泛的词', () => {
    const stem = (path: string) => basename(path).replace(/\.tsx?$/u, '');
    const found = sources.filter((source) => bareWords.includes(stem(source.path)) && !(source.path in bareFileNames));
    expect(found.map((source) => source.path)).toEqual([]);
  });

  it('导出的名字不是太泛的词', () => {
    const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
    const found = sources.flatMap((source) =>
      exportedNames(source.text)
        .filter((name) => bareWords.includes(lowerFirst(name)))
        .map((name) => `${source.path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('没有用拼音做名字：词汇表里的每个词都试过', () => {
    const sounds = [...new Set([...terms.map((row) => row.chinese), ...unwanted])]
      .map((term) => pinyin(term, { toneType: 'none', type: 'array' }).join('').toLowerCase())
      // shorter ones are parts of English words
      .filter((sound) => sound.length >= 7);
    expect(sounds).toContain('xuejihao');
    const found = sources.flatMap((source) =>
      [...identifiers(source.text), basename(source.path)]
        .filter((name) => sounds.some((sound) => name.toLowerCase().replaceAll(/[-_]/gu, '').includes(sound)))
        .map((name) => `${source.path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('英式拼写 enrolment；provincial 只在目录名里', () => {
    const american = sources
      .filter((source) => /enrollment/iu.test(source.text + source.path))
      .map((source) => source.path);
    const provincial = sources.flatMap((source) =>
      exportedNames(source.text)
        .filter((name) => /provincial/iu.test(name))
        .map((name) => `${source.path}: ${name}`),
    );
    expect([american, provincial]).toEqual([[], []]);
  });
});
