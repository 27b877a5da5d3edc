import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { setupBody, setupEnvelope } from '../../../shared/wire/setup-file.ts';
import type { PendingSetUp } from '../../security/gate.ts';
import { keyFingerprint, signatureHolds } from '../../security/signature.ts';
import { setupBodyProblems } from './setup-body-problems.ts';

const largestFile = 8_000_000;
const wrongFile = '这不是自治区的设置文件。选扩展名为 .kaoji-setup.json 的文件；文件来自自治区教育考试院。';

/**
 * Reads and proves a set-up file: shape, size, signature over the exact text by the key it names. Whether that key is
 * the region's is for people: they compare the fingerprint with the one on paper.
 */
export async function readSetupFile(path: string): Promise<Result<PendingSetUp, Fault>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const envelope = setupEnvelope.safeParse(parseJson(text.value));
  if (!envelope.success) return failed(invalid('', wrongFile));
  if (!signatureHolds(envelope.data.body, envelope.data.signature, envelope.data.regionPublicKey)) {
    return failed(invalid('', '设置文件的签名对不上，内容可能被改过，没有采用。向自治区教育考试院重新索取一份。'));
  }
  const body = setupBody.safeParse(parseJson(envelope.data.body));
  if (!body.success) {
    const issue = body.error.issues[0];
    return failed(
      invalid('', `设置文件缺少或写错了“${issue?.path.join('.') ?? ''}”，没有采用。向自治区教育考试院重新索取一份。`),
    );
  }
  const unreadable = setupBodyProblems(body.data);
  if (unreadable.length > 0) {
    return failed(invalid('', `${unreadable.join('；')}。设置文件没有采用。向自治区教育考试院索取更正的一份。`));
  }
  const fileSha256 = createHash('sha256').update(text.value).digest('hex');
  return ok({ envelope: envelope.data, body: body.data, fileSha256 });
}

/** What people see of the file before it is used. Passwords only of a demo file. */
export function previewOf(token: string, { envelope, body }: PendingSetUp): Output<'setup.useDemo'> {
  const schoolName = (code: string | null) => body.schools.find((school) => school.code === code)?.name ?? null;
  return {
    token,
    isDemo: body.isDemo,
    officeName: body.office.name,
    countyCode: body.office.countyCode,
    countyName: body.office.countyName,
    examAreaName: body.office.examAreaName,
    regionKeyFingerprint: keyFingerprint(envelope.regionPublicKey),
    issuedOn: body.issuedOn,
    receiverUrl: body.receiverUrl,
    windows: body.calendar.windows.map(({ label, opensAt, closesAt }) => ({ label, opensAt, closesAt })),
    editions: [...body.regulationEditions, ...body.photoProfiles].map((edition) => ({
      id: edition.id,
      label: edition.label,
      from: edition.inForceFrom,
    })),
    schools: body.schools
      .filter((school) => school.isOwn)
      .map((school) => ({ code: school.code, name: school.name, classes: school.classes.length })),
    accounts: body.accounts.map((account) => ({
      loginName: account.loginName,
      displayName: account.displayName,
      role: account.role,
      schoolName: schoolName(account.schoolCode),
      password: body.isDemo ? account.password : null,
    })),
  };
}

async function readText(path: string): Promise<Result<string, Fault>> {
  try {
    if ((await stat(path)).size > largestFile) return failed(invalid('', wrongFile));
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)));
  } catch (error) {
    if (error instanceof TypeError) return failed(invalid('', wrongFile));
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
