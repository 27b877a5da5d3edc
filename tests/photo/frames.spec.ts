import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { judgePictures } from '../../scripts/photo-lab/judge-pictures.ts';
import type { JudgedPicture } from '../../scripts/photo-lab/judged-picture.ts';
import type { PhotoCauseCode, PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import { defaultPhotoProfile, photoProfiles } from '../../shared/photo/profiles.ts';
import { gateTable, tableDifferences, tableIn, withTable } from './gate-table.ts';
import { allVariants } from './variants/all-variants.ts';
import { encodePicture } from './variants/picture.ts';
import { tones } from './variants/tones.ts';
import type { Variant } from './variants/variant.ts';

const root = join(import.meta.dirname, '../..');
const faces = join(root, 'tests/fixtures/faces');
const page = join(root, 'docs/photo-gate.md');
const expected = JSON.parse(readFileSync(join(faces, 'expected.json'), 'utf8')) as Record<string, PhotoCauseCode[]>;
const names = Object.keys(expected);

type Told = { readonly variant: Variant; readonly judged: JudgedPicture };
let fixtures = new Map<string, JudgedPicture>();
let variants: readonly Told[] = [];

// every frame goes once through the desk's own gate in real Electron
test.beforeAll(async () => {
  test.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-frames-'));
  try {
    const files = new Map(
      allVariants.map((variant, at) => {
        const file = join(folder, `${at}.jpg`);
        writeFileSync(file, encodePicture(variant.make(), 95));
        return [variant, file];
      }),
    );
    const own = names.map((name) => join(faces, name));
    const narrow = allVariants.filter(({ profile }) => profile === 'white-only');
    const wide = allVariants.filter((variant) => !narrow.includes(variant));
    const filesOf = (some: readonly Variant[]): string[] => some.map((variant) => files.get(variant) ?? '');
    const onWhite = await judgePictures([...own, ...filesOf(narrow)], profileOf('white-only'));
    const onDefault = await judgePictures(filesOf(wide), defaultPhotoProfile);
    const told = (some: readonly Variant[], judged: readonly JudgedPicture[]): Told[] =>
      some.map((variant, at) => ({ variant, judged: judged[at] as JudgedPicture }));
    fixtures = new Map(names.map((name, at) => [name, onWhite[at] as JudgedPicture]));
    variants = [...told(narrow, onWhite.slice(own.length)), ...told(wide, onDefault)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('每张样张：该好的好，该拒的拒，原因一个不漏', () => {
  expect(names).toHaveLength(27);
  const wrong = names.flatMap((name) => {
    const verdict = fixtures.get(name)?.verdict;
    const causes = expected[name] ?? [];
    return problems(name, verdict, causes.length === 0 ? 'good' : 'bad', causes, []);
  });
  expect(wrong).toEqual([]);
});

test('好的样张一个原因也没有：多说的话没人再听', () => {
  for (const name of names.filter((one) => expected[one]?.length === 0))
    expect(fixtures.get(name)?.verdict?.causes, name).toEqual([]);
});

test('代码生成的画面：结论和原因与写在旁边的一致', () => {
  expect(allVariants.length).toBeGreaterThanOrEqual(120);
  expect(new Set(allVariants.map(({ name }) => name)).size).toBe(allVariants.length);
  const wrong = variants.flatMap((told) => {
    const { name, verdict, causes, never = [] } = told.variant;
    return problems(name, told.judged.verdict, verdict, causes, never);
  });
  expect(wrong).toEqual([]);
});

test('白墙、灰墙只是暗：说背景的亮度，不说颜色；别的颜色照说', () => {
  const wallMeasures = (part: string) =>
    new Set(
      variants
        .filter(({ variant }) => variant.name.includes(part))
        .flatMap(({ judged }) => judged.verdict?.causes ?? [])
        .flatMap(({ code, measure }) => (code === 'BG_COLOUR' ? [measure] : [])),
    );
  for (const dark of ['白墙，光只有', '背景中灰']) expect(wallMeasures(dark), dark).toEqual(new Set(['wallLuma']));
  for (const coloured of ['背景红', '背景深蓝', '背景绿', '背景米黄', '背景淡绿', '背景淡粉', '偏暖', '偏绿'])
    expect(wallMeasures(coloured), coloured).toEqual(new Set(['wallOff']));
});

test('换了肤色，结论一样：光的原因最多只提醒', () => {
  const frameOf = ({ variant }: Told): string => variant.name.replace(/肤色\S+/u, '');
  const toned = variants.filter(({ variant }) => variant.name.includes('肤色'));
  const frames = new Set(toned.map(frameOf));
  expect(frames.size).toBe(4);
  for (const frame of frames) {
    const verdicts = toned.filter((told) => frameOf(told) === frame).map(({ judged }) => judged.verdict?.verdict);
    expect(verdicts, frame).toEqual(tones.map(() => 'good'));
  }
  const light: readonly PhotoCauseCode[] = ['UNEVEN_LIGHT', 'BACK_LIGHT'];
  const refused = variants
    .flatMap((told) => told.judged.verdict?.causes ?? [])
    .filter(({ code }) => light.includes(code));
  expect(new Set(refused.map(({ severity }) => severity))).toEqual(new Set(['warn']));
});

test('docs/photo-gate.md 的表是现在量出来的', () => {
  const table = gateTable([...fixtures].map(([name, { measurements }]) => ({ name, measurements })));
  const text = readFileSync(page, 'utf8');
  if (process.env['UPDATE_PHOTO_GATE']) writeFileSync(page, withTable(text, table));
  else expect(tableDifferences(tableIn(text), table)).toEqual([]);
});

function profileOf(id: string): PhotoProfile {
  const found = photoProfiles.find((profile) => profile.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

/** What is wrong with an answer, as lines; empty = as intended. Causes beyond the intended ones may be named. */
function problems(
  name: string,
  answer: PhotoVerdict | null | undefined,
  verdict: PhotoVerdict['verdict'],
  causes: readonly PhotoCauseCode[],
  never: readonly PhotoCauseCode[],
): string[] {
  const named = (answer?.causes ?? []).map(({ code }) => code);
  const missing = causes.filter((code) => !named.includes(code));
  const wrongly = never.filter((code) => named.includes(code));
  if (answer?.verdict === verdict && missing.length === 0 && wrongly.length === 0) return [];
  return [`${name}: ${answer?.verdict} ${named.join(' ')} ≠ ${verdict} ${causes.join(' ')}`];
}
