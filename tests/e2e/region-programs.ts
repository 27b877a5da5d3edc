import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { projectRoot } from './launch.ts';

/** Set-up file of the demo county: office and the region's public key. */
const setupFile = join(projectRoot, 'demo/setup.kaoji-setup.json');

/** Id of the demo office, as it stands in its set-up file. */
export function demoOfficeId(): string {
  const { body } = JSON.parse(readFileSync(setupFile, 'utf8')) as { body: string };
  return (JSON.parse(body) as { office: { id: string } }).office.id;
}

/** The region takes a parcel and writes its answer; answers what the program says. */
export function takeParcel(data: string, files: readonly string[], answer: string, fingerprint: string): string {
  const parcel = [...files.flatMap((file) => ['--in', file]), '--answer', answer, '--enrol', fingerprint];
  return runAtRegion('read-parcel.ts', [...keyOf(data), '--setup', setupFile, ...parcel]);
}

/** The region issues notices for the demo office: in its own data, or (`url`) by a receiver that is running. */
export function issueAtRegion(data: string, words: readonly string[], url: string | null = null): string {
  const where = url === null ? keyOf(data) : ['--url', url, '--data', data];
  return runAtRegion('issue.ts', [...where, '--office', demoOfficeId(), ...words]);
}

/** The region's agreement to an application as a file for the desk, signed without any receiver. */
export function agreementFile(file: string, applicationId: string): string {
  const key = join(projectRoot, 'demo/region-key-demo-only.pem');
  const decision = ['--decide', applicationId, '--outcome', 'agreed', '--by', '自治区教育考试院'];
  return runAtRegion('issue.ts', ['--region-key', key, '--out', file, '--office', demoOfficeId(), ...decision]);
}

/** Notices as a file for the desk, signed in their order without any receiver; each is given without its head. */
export function noticesFile(file: string, contents: readonly object[]): string {
  const unsigned = `${file}.unsigned`;
  const head = () => ({ v: 1, noticeId: v7(), officeId: demoOfficeId(), issuedAt: new Date().toISOString() });
  writeFileSync(unsigned, JSON.stringify(contents.map((content) => ({ ...head(), ...content }))));
  const key = join(projectRoot, 'demo/region-key-demo-only.pem');
  return runAtRegion('issue.ts', ['--region-key', key, '--out', file, '--from', unsigned]);
}

function keyOf(data: string): string[] {
  return ['--region-key', join(projectRoot, 'demo/region-key-demo-only.pem'), '--data', data];
}

/** One of the region's command lines, on an embedded database of its own. */
function runAtRegion(program: string, words: readonly string[]): string {
  const { DATABASE_URL: _, ...env } = process.env;
  const script = join(projectRoot, 'provincial-server', program);
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', env });
  return stdout + stderr;
}
