import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { decode } from 'jpeg-js';
import { expect, test } from 'vitest';
import { carriedTables, codeOf } from '#shared/domain/code-table.ts';
import { roles } from '#shared/domain/role.ts';
import { checkDocumentNumber, documentTypeOfText } from '#shared/lib/document-number.ts';
import { readEnrolmentNo } from '#shared/lib/enrolment-no.ts';
import { idNumberDistance, readIdNumber } from '#shared/lib/id-number.ts';
import { checkMobile } from '#shared/lib/mobile.ts';
import { checkName, codePointLength, normaliseName } from '#shared/lib/names.ts';
import { parsePlainDate } from '#shared/lib/plain-date.ts';
import { setupBody, setupEnvelope } from '#shared/wire/setup-file.ts';
import { plainPupils } from '../../scripts/demo-data/cohort.ts';
import { demoSeed } from '../../scripts/demo-data/make-demo.ts';
import { readRegionKey, signedSetup } from '../../scripts/demo-data/region-key.ts';
import { type RosterField, rosterColumns, rosterRow, rosterSheet } from '../../scripts/demo-data/roster-sheet.ts';
import { demoSetupBody } from '../../scripts/demo-data/setup-body.ts';
import { demoPupils } from '../../scripts/demo-data/special-pupils.ts';
import { makeRoster600 } from '../fixtures/roster-600.ts';

type Row = Readonly<Record<RosterField, string>>;
const demoFile = (name: string) => readFile(new URL(`../../demo/${name}`, import.meta.url));

async function rowsOf(bytes: Uint8Array): Promise<Row[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0]!;
  const header = rosterColumns.map((_, c) => sheet.getRow(1).getCell(c + 1).text);
  expect(header).toEqual(rosterColumns.map(([, title]) => title));
  return Array.from({ length: sheet.rowCount - 1 }, (_, r) =>
    Object.fromEntries(rosterColumns.map(([field], c) => [field, sheet.getRow(r + 2).getCell(c + 1).text])),
  ) as Row[];
}

/** What is left of an ID number in a number cell. */
const lostDigits = /^\d{15}000$/u;

/** A plain check of its own, row by row and pair by pair: field and word for each complaint. */
function complaints(rows: readonly Row[], ownSchoolCodes: ReadonlySet<string>): { row: number; code: string }[] {
  const found: { row: number; code: string }[] = [];
  rows.forEach((row, i) => {
    const say = (code: string) => found.push({ row: i + 2, code });
    const { name } = normaliseName(row.fullName);
    const nameFault = checkName(name);
    if (nameFault) say(nameFault.code);
    const type = documentTypeOfText(row.documentType);
    const numberFault = type === null ? { code: 'type' } : checkDocumentNumber(type, row.documentNumber);
    if (numberFault) say(lostDigits.test(row.documentNumber) ? 'scientific' : numberFault.code);
    const birth = parsePlainDate(row.birthDate);
    const read = readIdNumber(row.documentNumber);
    if (birth === null) say('birthDate');
    else if (read.ok && read.value.birthDate !== birth) say('birthDateDiffers');
    if (read.ok && (read.value.sex === '1' ? '男' : '女') !== row.sex) say('sexDiffers');
    if (codeOf(carriedTables, 'ethnicity', row.ethnicity) === null) say('ethnicity');
    if (checkMobile(row.mobile)) say('mobile');
    const enrolment = readEnrolmentNo(row.enrolmentNo);
    if (!enrolment.ok) say('enrolmentForm');
    if (!ownSchoolCodes.has(row.schoolCode)) say('foreignSchool');
    if (Number(row.cohortYear) < 2022) say('earlierCohort');
    for (const other of rows.slice(0, i)) {
      const isCut = lostDigits.test(row.documentNumber) || lostDigits.test(other.documentNumber);
      const distance = isCut ? 18 : idNumberDistance(row.documentNumber, other.documentNumber);
      if (distance === 0) say('duplicateInFile');
      if (distance === 1) say('neighbour');
      if (row.enrolmentNo === other.enrolmentNo) say('enrolmentTwice');
      if (name === other.fullName && row.birthDate === other.birthDate && distance > 1) say('namesake');
    }
  });
  return found;
}

const ownCodes = new Set(
  demoSetupBody()
    .schools.filter((school) => school.isOwn)
    .map((school) => school.code),
);

test('安装文件合格、签名相符，各种角色都有账户', async () => {
  const envelope = setupEnvelope.parse(JSON.parse((await demoFile('setup.kaoji-setup.json')).toString('utf8')));
  const key = createPublicKey({ key: Buffer.from(envelope.regionPublicKey, 'base64'), format: 'der', type: 'spki' });
  expect(verify(null, Buffer.from(envelope.body), key, Buffer.from(envelope.signature, 'base64'))).toBe(true);
  expect(verify(null, Buffer.from(`${envelope.body} `), key, Buffer.from(envelope.signature, 'base64'))).toBe(false);
  const body = setupBody.parse(JSON.parse(envelope.body));
  expect(new Set(body.accounts.map((account) => account.role))).toEqual(new Set(roles));
  expect(new Set(body.accounts.map((account) => account.loginName)).size).toBe(body.accounts.length);
  expect(body.examAreas).toHaveLength(108);
  expect(body.schools.filter((school) => !school.isOwn).length).toBeGreaterThanOrEqual(2);
  const classes = body.schools.flatMap((school) =>
    school.classes.map((c) => `${school.code} ${c.code} ${c.cohortYear}`),
  );
  expect(new Set(classes).size).toBe(13);
  const taught = body.accounts.flatMap((a) =>
    a.classCodes.map((c) => `${a.schoolCode} ${c.classCode} ${c.cohortYear}`),
  );
  expect(taught.sort()).toEqual(classes.sort());
});

test('演示文件就是脚本今天写出的样子', async () => {
  const key = await readRegionKey(fileURLToPath(new URL('../../demo/', import.meta.url)));
  const setup = `${JSON.stringify(signedSetup(demoSetupBody(), key), null, 2)}\n`;
  expect((await demoFile('setup.kaoji-setup.json')).toString('utf8')).toBe(setup);
  const roster = rosterSheet(demoPupils(plainPupils(demoSeed)).map(rosterRow));
  expect((await demoFile('roster.xlsx')).equals(roster)).toBe(true);
});

test('演示名册 600 人，逐行无误，证件各种都有', async () => {
  const rows = await rowsOf(await demoFile('roster.xlsx'));
  expect(rows).toHaveLength(600);
  expect(complaints(rows, ownCodes)).toEqual([]);
  expect(new Set(rows.map((row) => row.documentType)).size).toBe(6);
  expect(new Set(rows.map((row) => row.enrolmentNo.charAt(0)))).toEqual(new Set('GJL'));
  const approved = rows.filter((row) => row.approval === '同意');
  expect(approved.length).toBeGreaterThan(300);
  expect(approved.length).toBeLessThan(500);
  for (const row of approved) expect(parsePlainDate(row.approvedOn) !== null && row.approver !== '').toBe(true);
  for (const row of rows) expect(row.resume + row.family).toMatch(/^20\d\d\.09-20\d\d\.07 .+；.+[父母]亲 .+ \d{11}$/u);
});

test('测试名册恰有 12 处毛病、8 处假象', async () => {
  const fixture = makeRoster600();
  const rows = await rowsOf(fixture.xlsx);
  expect(rows).toHaveLength(600);
  const expected = fixture.defects.map(({ row, code }) => ({ row, code })).sort((a, b) => a.row - b.row);
  expect(complaints(rows, ownCodes)).toEqual(expected);
  expect(new Set(expected.map(({ code }) => code)).size).toBe(12);
  const at = (name: string) => {
    const decoy = fixture.decoys.find((d) => d.name === name)!;
    return rows[decoy.row - 2]![decoy.field];
  };
  expect(fixture.decoys).toHaveLength(8);
  expect(at('oldAreaCode')).toMatch(/^152601/u);
  expect(at('hongKongPermitNumber')).toMatch(/^810000/u);
  expect(at('foreignerNumber')).toMatch(/^9/u);
  expect(readEnrolmentNo(at('lNumberWithoutCheckDigit').replace('L', 'G')).ok).toBe(false);
  expect(codePointLength(at('fiftyCharacterName'))).toBe(50);
  expect(at('supplementaryCharacter')).toMatch(/[\u{20000}-\u{3FFFF}]/u);
  expect(at('ethnicity97')).toBe('97');
  expect(at('travelPermit')).toMatch(/^H\d{8}$/u);
});

test('测试名册与演示名册没有相近的号码，也没有同名同生日', async () => {
  const demo = await rowsOf(await demoFile('roster.xlsx'));
  const rows = await rowsOf(makeRoster600().xlsx);
  const near = rows.filter((row) => demo.some((d) => idNumberDistance(d.documentNumber, row.documentNumber) < 2));
  expect(near).toEqual([]);
  const people = new Set(demo.map((row) => row.fullName + row.birthDate));
  expect(rows.filter((row) => people.has(row.fullName + row.birthDate))).toEqual([]);
});

test('摄像头短片是 60 帧 640×480 的照片，没有两帧相同，不到 3 MB', async () => {
  const clip = await demoFile('camera.mjpeg');
  expect(clip.length).toBeLessThan(3_000_000);
  const frames = clip
    .toString('latin1')
    .split(/(?=\xFF\xD8\xFF)/u)
    .map((part) => Buffer.from(part, 'latin1'));
  expect(frames).toHaveLength(60);
  expect(new Set(frames.map((frame) => frame.toString('base64'))).size).toBe(60);
  for (const frame of frames) {
    expect(decode(frame, { useTArray: true })).toMatchObject({ width: 640, height: 480 });
  }
});
