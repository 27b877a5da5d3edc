import { dirname, join, normalize, sep } from 'node:path';

/** One file as the scan sees it: path from the project's root with slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** An exported name that nobody outside its file takes. `isLocal` = its own file uses it. */
export type LooseExport = {
  readonly path: string;
  readonly name: string;
  readonly kind: 'type' | 'value';
  readonly isLocal: boolean;
};

/** Names of `from` that no file of `users` imports; a file's own use is told apart. */
export function looseExports(from: readonly SourceFile[], users: readonly SourceFile[]): LooseExport[] {
  const taken = new Set(users.flatMap(namesTaken));
  return from.flatMap(({ path, text }) => {
    const code = withoutComments(text);
    return exportsOf(code)
      .filter(({ name }) => !taken.has(`${path}#${name}`) && !taken.has(`${path}#*`))
      .map((found) => ({ ...found, path, isLocal: mentions(code, found.name) > 1 }));
  });
}

const declaration = /^export\s+(?:declare\s+)?(?:async\s+)?(const|let|function\*?|class|type|interface)\s+([\w$]+)/gmu;
const exportList = /^export\s+(?:type\s+)?\{([^}]*)\}/gmu;

function exportsOf(code: string): { name: string; kind: 'type' | 'value' }[] {
  const declared = [...code.matchAll(declaration)].map(([, word = '', name = '']) => ({
    name,
    kind: word === 'type' || word === 'interface' ? ('type' as const) : ('value' as const),
  }));
  const listed = [...code.matchAll(exportList)].flatMap(([text, names = '']) =>
    namesIn(names).map(({ as }) => ({ name: as, kind: text.startsWith('export type') ? 'type' : 'value' }) as const),
  );
  return [...declared, ...listed];
}

const named = /\b(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/gu;
const wholeModule = /\b(?:import|export)\s+(?:type\s+)?\*\s*(?:as\s+[\w$]+\s+)?from\s*['"]([^'"]+)['"]/gu;
const dynamicMember = /\bimport\(\s*['"]([^'"]+)['"]\s*\)\)?\s*\.\s*([\w$]+)/gu;
const dynamicNames = /\{([^}]*)\}\s*=\s*await\s+import\(\s*['"]([^'"]+)['"]\s*\)/gu;

/** `path#name` of everything a file takes from another; a module taken whole is `path#*`. */
function namesTaken({ path, text }: SourceFile): string[] {
  const code = withoutComments(text);
  const target = (specifier: string) => resolved(path, specifier);
  return [
    ...[...code.matchAll(named)].flatMap(([, names = '', module = '']) =>
      namesIn(names).map(({ name }) => `${target(module)}#${name}`),
    ),
    ...[...code.matchAll(wholeModule)].map(([, module = '']) => `${target(module)}#*`),
    ...[...code.matchAll(dynamicMember)].map(([, module = '', name = '']) => `${target(module)}#${name}`),
    ...[...code.matchAll(dynamicNames)].flatMap(([, names = '', module = '']) =>
      namesIn(names.replaceAll(':', ' as ')).map(({ name }) => `${target(module)}#${name}`),
    ),
  ];
}

function namesIn(list: string): { name: string; as: string }[] {
  return list
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/u, ''))
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', as = name] = part.split(/\s+as\s+/u);
      return { name, as };
    });
}

function resolved(path: string, specifier: string): string {
  if (specifier.startsWith('#shared/')) return `shared/${specifier.slice('#shared/'.length)}`;
  if (!specifier.startsWith('.')) return specifier;
  return normalize(join(dirname(path), specifier))
    .split(sep)
    .join('/');
}

function mentions(code: string, name: string): number {
  return [...code.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'gu'))].length;
}

/** Whole-line comments only: a comment behind code cannot hold an import. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/^\s*\/\/.*$/gmu, '');
}
