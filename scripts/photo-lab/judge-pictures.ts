import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import type { JudgedPicture } from './judged-picture.ts';

const projectRoot = join(import.meta.dirname, '../..');

/**
 * Judges picture files (JPEG, PNG …) with the desk's own gate worker in a real Electron: one window for all of them, on a
 * virtual screen where there is none. Answers in the order of `files`. Of those in `unread` the writing is not read, which
 * is half of the time. Throws where the gate does not come up.
 */
export async function judgePictures(
  files: readonly string[],
  profile: PhotoProfile,
  unread: readonly string[] = [],
): Promise<JudgedPicture[]> {
  script('build.mjs', '--lab');
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-lab-'));
  try {
    const [job, answers] = [join(folder, 'job.json'), join(folder, 'answers.jsonl')];
    writeFileSync(answers, '');
    const whole = (some: readonly string[]): string[] => some.map((file) => resolve(file));
    writeFileSync(job, JSON.stringify({ files: whole(files), unread: whole(unread), profile, answers }));
    await runLab([`--job=${job}`]);
    const lines = readFileSync(answers, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => {
      const { derived, ...rest } = JSON.parse(line) as JudgedPicture<string>;
      return { ...rest, derived: derived === null ? null : new Uint8Array(Buffer.from(derived, 'base64')) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runLab(words: readonly string[]): Promise<void> {
  const path = process.env['KAOJI_E2E_ELECTRON'] ?? script('runtime.mjs');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = [path, ...asRoot, join(projectRoot, 'out-lab/main/main.js'), ...words];
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const [program = '', ...rest] = hasScreen ? electron : ['xvfb-run', '-a', ...electron];
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((ended, fail) => {
    child.on('error', fail);
    child.on('close', ended);
  });
  if (code !== 0) throw new Error(`the photo lab ended with ${code}: ${said.slice(-2000)}`);
}

/** What one of the project's scripts answers; it tells people what it does by itself. */
function script(name: string, ...words: readonly string[]): string {
  const program = join(projectRoot, 'scripts', name);
  return execFileSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
