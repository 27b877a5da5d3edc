import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { certificateVerdictLabel } from '#shared/labels/certificate-verdict.ts';
import {
  type CertificateCheckAnswer,
  type CertificateCheckRequest,
  certificateCheckAnswer,
  certificateCheckRequest,
} from '#shared/wire/certificate-check-v2.ts';
import { readAdminToken } from './admin-token.ts';
import { checkCertificate } from './check-certificate.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { migrate } from './migrate.ts';

/**
 * Is a certificate of results genuine: for the region's people who have a paper in hand. Through a running receiver (`--url`),
 * or on the data of one that is stopped. Ends with 0 where every one is genuine, with 2 where one is not.
 */
const usage = `用法：node provincial-server/certificates.ts --data <文件夹> [--url <运行中的接收端>] 加下面一件：
  --check <二维码文字>              扫纸上的二维码得到的一行，KAOJI-CERT1 开头，用引号括起来
  --check <编号> --code <核验码>    照纸上键入
  --check <文件>                    一行一份：二维码文字，或者编号、空格、核验码
数据在 PostgreSQL 时设 DATABASE_URL`;

/** A file of papers: longer than any that people scan in a day. */
const mostFileBytes = 1024 * 1024;

type Options = ReturnType<typeof readValues>;

try {
  const values = readValues();
  const isPlaced = values.data || values.url || process.env['DATABASE_URL'];
  if (!values.check || !isPlaced) throw new Error(usage);
  const asked = await readPapers(values.check, values.code);
  const answers = values.url ? await askRunning(values.url, values, asked) : await checkOnData(values, asked);
  process.stdout.write(answers.map(lineInWords).join(''));
  if (answers.some(({ verdict }) => verdict !== 'genuine')) process.exitCode = 2;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readValues() {
  const words = { data: { type: 'string' }, url: { type: 'string' } } as const;
  return parseArgs({ options: { ...words, check: { type: 'string' }, code: { type: 'string' } } }).values;
}

/** The papers that are asked about, from the command line or from a file. */
async function readPapers(check: string, code: string | undefined): Promise<readonly CertificateCheckRequest[]> {
  const file = await stat(check).catch(() => null);
  if (!file?.isFile()) return [paperOf(code === undefined ? check : `${check} ${code}`)];
  if (file.size > mostFileBytes) throw new Error('文件超过 1 MB：分成几个再查。');
  const lines = (await readFile(check, 'utf8')).replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const papers = lines.filter((line) => line.trim() !== '').map(paperOf);
  if (papers.length === 0) throw new Error('文件里没有一行可查。一行一份：二维码文字，或者编号、空格、核验码。');
  return papers;
}

/** The line of a QR code has no blanks in it; behind a number stands its code, which may have some. */
function paperOf(line: string, at = 0): CertificateCheckRequest {
  const [text = '', ...code] = line.trim().split(/[\s,，]+/u);
  const asked = certificateCheckRequest.safeParse({ text, code: code.join('') });
  if (!asked.success) throw new Error(`第 ${at + 1} 份读不出：太长，或者是空的。${usage}`);
  return asked.data;
}

async function askRunning(
  url: string,
  { data }: Options,
  papers: readonly CertificateCheckRequest[],
): Promise<readonly CertificateCheckAnswer[]> {
  const staff = data ? { authorization: `Bearer ${await readAdminToken(data)}` } : {};
  const answers: CertificateCheckAnswer[] = [];
  for (const paper of papers) {
    const answer = await fetch(new URL('/v2/certificate-check', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...staff },
      body: JSON.stringify(paper),
    });
    if (answer.status === 404) throw new Error('这个接收端还不会核验成绩证明：更新接收程序。');
    if (answer.status === 429)
      throw new Error(`错得太多，等 ${answer.headers.get('retry-after') ?? '60'} 秒再查；加 --data 的不用等。`);
    if (answer.status !== 200) throw new Error(`接收端回答 ${answer.status}。看它的记录。`);
    answers.push(certificateCheckAnswer.parse(await answer.json()));
  }
  return answers;
}

async function checkOnData(
  { data = '' }: Options,
  papers: readonly CertificateCheckRequest[],
): Promise<readonly CertificateCheckAnswer[]> {
  const databaseUrl = process.env['DATABASE_URL'];
  const unlock = databaseUrl ? null : await lockDataFolder(data);
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  const now = () => new Date().toISOString();
  try {
    await migrate(db, now());
    const answers: CertificateCheckAnswer[] = [];
    for (const paper of papers) answers.push(await checkCertificate({ db, now }, paper, true));
    return answers;
  } finally {
    await db.close();
    await unlock?.();
  }
}

function lineInWords({ number, verdict, sentence, desk }: CertificateCheckAnswer): string {
  const where = desk ? `（机构 ${desk.officeId}）` : '';
  return `${number ?? '没有编号'} ${certificateVerdictLabel(verdict)}：${sentence}${where}\n`;
}
