import { createHash } from 'node:crypto';
import { buildCandidacyMessage, type CandidacyMessage, candidacyMessage } from '../../shared/wire/candidacy-message.ts';
import { buildReceiptBody } from '../../shared/wire/receipt.ts';
import { regionKeys } from '../fixtures/county.ts';
import { signText } from '../fixtures/sign-text.ts';
import { messageFacts } from '../receiver/build-record.ts';
import { schoolCodes } from './county.ts';
import { giveNotice } from './region.ts';
import { chance, freshNumber, oneOf, rows, type World } from './world.ts';

/** A pupil comes from another county: back to this one, or for the first time, listed here already or not. */
export async function arrives(world: World): Promise<void> {
  const body = (chance(world, 50) ? returning(world) : null) ?? stranger(world);
  if (body === null) return;
  const message = candidacyMessage.parse(JSON.parse(body));
  const receipt = buildReceiptBody({
    messageId: message.messageId,
    bodySha256: createHash('sha256').update(body, 'utf8').digest('hex'),
    photoSha256: message.photo.sha256,
    outcome: 'stored',
    reason: null,
    canonicalCandidacyId: message.candidacyId,
    caseId: null,
    receivedAt: world.desk.clock.now(),
  });
  const code = oneOf(world, schoolCodes);
  await giveNotice(world, 'region.apply arrival', {
    kind: 'arrival',
    candidacyId: message.candidacyId,
    applicationId: world.desk.desk.gate.options.ids.uuid(),
    fromSchool: { code: '1504020001', name: '红山区实验中学' },
    joiningSchool: { code, name: code },
    classCode: oneOf(world, ['01', '02', null]),
    standing: chance(world, 80) ? 'inEffect' : 'suspended',
    candidacyNo: message.candidacyNo,
    formerNumbers: [],
    message: { messageId: message.messageId, revision: message.revision, body },
    receipt: { body: receipt, signature: signText(receipt, regionKeys.privateKey) },
    decidedBy: '自治区教育考试院',
    decidedAt: world.desk.clock.now(),
  });
}

/** The newest message of a record that has left this county; null = none has. */
function returning(world: World): string | null {
  const found = rows<{ body: string }>(
    world,
    `SELECT o.body FROM outbox o JOIN candidacy c ON c.id = o.candidacy_id AND c.revision = o.revision
     WHERE c.status = 'closed' ORDER BY o.desk_seq`,
  );
  return found.length === 0 ? null : oneOf(world, found).body;
}

/** Somebody of another county, with a photo that is here; null = no shot was taken yet. */
function stranger(world: World): string | null {
  const photos = rows<{ sha256: string; length: number }>(
    world,
    `SELECT DISTINCT b.sha256, b.byte_length AS length FROM capture p JOIN photo_blob b ON b.sha256 = p.derived_sha256 ORDER BY p.rowid`,
  );
  if (photos.length === 0) return null;
  const { ids } = world.desk.desk.gate.options;
  const facts = messageFacts();
  const data = { ...facts.data, ...identity(world), schoolCode: '1504020001', schoolName: '红山区实验中学' };
  const photo = oneOf(world, photos);
  return buildCandidacyMessage({
    ...facts,
    messageId: ids.uuid(),
    candidacyId: ids.uuid(),
    officeId: '0198f000-0000-7000-8000-000000000002',
    candidacyNo: data.enrolmentNo,
    captured: { ...facts.captured, captureId: ids.uuid() },
    photo: { ...facts.photo, sha256: photo.sha256, byteLength: photo.length },
    data,
  });
}

/** Of a pupil whom a school here has listed already, or of nobody yet. */
function identity(world: World): Partial<CandidacyMessage['data']> {
  const listed = rows<{ number: string; sex: string; birthDate: string; cohortYear: number }>(
    world,
    `SELECT document_number AS number, sex, birth_date AS birthDate, cohort_year AS cohortYear FROM candidacy
     WHERE entry_category = 'enrolled' AND document_type = 'residentIdCard' AND cohort_year IS NOT NULL
       AND status IN ('preRegistered', 'returned', 'awaitingCapture', 'completed') ORDER BY rowid`,
  );
  if (listed.length > 0 && chance(world, 40)) {
    const { number, ...one } = oneOf(world, listed);
    return { ...one, documentNumber: number, enrolmentNo: `G${number}` };
  }
  const number = freshNumber(world);
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number.charAt(16)) % 2 === 1 ? '1' : '2';
  return { documentNumber: number, birthDate, sex, enrolmentNo: `G${number}` };
}
