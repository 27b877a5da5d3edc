import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import { handlersOf } from '../../src-main/bridge/handlers.ts';
import type { NoticeTaking } from '../../src-main/commands/region/take-notices.ts';
import type { DeskEnroller, PullRunner, SyncRunner } from '../../src-main/platform/ports.ts';
import type { Gate } from '../../src-main/security/gate.ts';
import { breachesOf, importsOf, readEdges, sourcesBelow } from './layers.ts';

const root = join(import.meta.dirname, '../..');
const rooms = ['shared', 'parcel', 'src-main', 'src-renderer', 'provincial-server'];

describe('房间之间只许向下看', () => {
  test('没有一处越层的 import', () => {
    const { files, edges } = readEdges(root, rooms);
    expect(files).toBeGreaterThan(100);
    expect(edges.length).toBeGreaterThan(300);
    expect(breachesOf(edges)).toEqual([]);
  });

  test.each([
    ['shared/domain/x.ts', "import { readFileSync } from 'node:fs';"],
    ['shared/domain/x.ts', "import { check } from '../regulation/engine.ts';"],
    ['shared/regulation/rules/x.ts', "import { z } from 'zod';"],
    ['shared/contract/x.ts', "import { rules } from '../regulation/rules/desk.ts';"],
    ['src-main/commands/desk/x.ts', "import { ipcMain } from 'electron';"],
    ['src-main/commands/desk/x.ts', "import { approve } from '../review/review-approve.ts';"],
    ['src-main/commands/desk/x.ts', "import { push } from '../../sync/push.ts';"],
    ['src-main/commands/desk/x.ts', "import { sql } from 'drizzle-orm';"],
    ['src-main/sync/x.ts', "import { deskCommands } from '../commands/desk/index.ts';"],
    ['src-main/db/store/x.ts', "import { makeDispatch } from '../../bridge/dispatch.ts';"],
    ['src-renderer/features/desk/x.tsx', "import { Other } from '../review/review-page.tsx';"],
    ['src-renderer/ui/x.tsx', "import { check } from '#shared/regulation/engine.ts';"],
    ['src-renderer/ui/x.tsx', "const fs = await import('node:fs');"],
    ['provincial-server/x.ts', "import { openDatabase } from '../src-main/db/open.ts';"],
    ['src-main/preload.ts', "import { contract } from '../shared/contract/index.ts';"],
  ])('种下的越层 %s：%s 会被看见', (file, source) => {
    expect(breachesOf(importsOf(file, source))).toHaveLength(1);
  });
});

describe('房子的规矩', () => {
  const sources = rooms.flatMap((room) => sourcesBelow(join(root, room)));
  const named = (list: string[]) => list.map((file) => relative(root, file));

  test('约定里的每一件事恰好有一处办理', () => {
    const handlers = handlersOf(
      {} as SyncRunner,
      {} as PullRunner,
      {} as DeskEnroller,
      {} as NoticeTaking,
      {} as Gate['slots'],
    );
    const all = [handlers.gate, handlers.commands, handlers.queries, handlers.long].flatMap((table) =>
      Object.keys(table),
    );
    expect([...all].sort()).toEqual(Object.keys(contract).sort());
  });

  test('没有超过 300 行的文件', () => {
    expect(named(sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300))).toEqual([]);
  });

  test('没有 utils、common、helpers 抽屉', () => {
    expect(
      named(sources.filter((file) => /(^|[/\\-])(utils?|common|helpers?|misc)([/\\.-]|$)/.test(relative(root, file)))),
    ).toEqual([]);
  });

  test('纯的房间没有时钟、随机和环境', () => {
    const impure = /\b(Math\.random|new Date|Date\.now|process\.|globalThis|fetch\()/;
    const pureFiles = ['shared'].flatMap((room) => sourcesBelow(join(root, room)));
    expect(pureFiles.length).toBeGreaterThan(40);
    expect(named(pureFiles.filter((file) => impure.test(withoutComments(readFileSync(file, 'utf8')))))).toEqual([]);
  });

  test('别处可用的函数都说明了意思', () => {
    const silent = sources
      .filter((file) => !file.includes('src-renderer'))
      .flatMap((file) => {
        const lines = readFileSync(file, 'utf8').split('\n');
        return lines.flatMap((line, index) =>
          /^export (async )?function /.test(line) && !/\*\/\s*$/.test(lines[index - 1] ?? '')
            ? [`${relative(root, file)}:${index + 1}`]
            : [],
        );
      });
    expect(silent).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
