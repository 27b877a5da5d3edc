// npm run photo:judge -- <folder or files> [--profile white-only|moe-480x640|ga461-358x441|<json file>] [--json]
// What the desk's gate says of pictures: a line for each, or with --json every measurement and landmark.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { defaultPhotoProfile, photoProfiles } from '#shared/photo/profiles.ts';
import { judgePictures } from './judge-pictures.ts';
import type { JudgedPicture } from './judged-picture.ts';

const usage = `npm run photo:judge -- <文件夹或图片>… [--profile ${photoProfiles.map(({ id }) => id).join('|')}|<JSON 文件>] [--json]`;

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { profile: { type: 'string' }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const files = positionals.flatMap(picturesAt);
  if (files.length === 0) {
    console.error(usage);
    return 2;
  }
  const judged = await judgePictures(files, profileOf(values.profile));
  const pictures = files.map((file, at) => ({ file, ...judged[at] }) as { file: string } & JudgedPicture);
  if (values.json)
    console.log(
      JSON.stringify(pictures.map(({ derived, ...rest }) => ({ ...rest, derived: derived?.length ?? null }))),
    );
  else for (const picture of pictures) console.log(lineOf(picture));
  return 0;
}

function profileOf(named: string | undefined): PhotoProfile {
  if (named === undefined) return defaultPhotoProfile;
  const known = photoProfiles.find(({ id }) => id === named);
  return known ?? (JSON.parse(readFileSync(named, 'utf8')) as PhotoProfile);
}

function picturesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
  return names.sort().map((name) => join(path, name));
}

/** `good-white.jpg good`, `left.jpg bad CROP_OUTSIDE ROLL?`: a question mark follows what only warns. */
function lineOf({ file, verdict, fault }: { readonly file: string } & JudgedPicture): string {
  const causes = (verdict?.causes ?? []).map(({ code, severity }) => (severity === 'warn' ? `${code}?` : code));
  return [file, verdict?.verdict ?? 'notMeasured', ...causes, ...(fault === null ? [] : [`（${fault}）`])].join(' ');
}

process.exitCode = await run();
