import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostPageBytes } from '../../../shared/domain/evidence-limit.ts';
import { type ApplicationScene, evidenceInput, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { fault } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';

describe('材料：收什么、拒什么、谁看得到', () => {
  let scene: ApplicationScene;
  let applicationId: string;
  beforeAll(async () => {
    scene = await makeApplicationScene();
    const id = await scene.inEffect(1);
    ({ applicationId } = await scene.start('teacher', id, { kind: 'correction', changes: { fullName: '斯琴高洼' } }));
  });
  afterAll(() => scene.desk.close());

  const attachPages = (pages: Uint8Array[]) =>
    scene.ask(
      'teacher',
      'application.addEvidence',
      evidenceInput(applicationId, scene.versionOf(applicationId), 'changeProof', pages),
    );
  const good = makeJpeg(3, 800, 600);
  const padded = new Uint8Array(mostPageBytes + 1);
  padded.set(good);

  it.each([
    ['改名的压缩包', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), '第 2 页：不是 JPEG 图片'],
    ['改名的 PDF', new TextEncoder().encode('%PDF-1.7 /JavaScript'), '第 2 页：不是 JPEG 图片'],
    ['空的', new Uint8Array(0), '第 2 页：不是 JPEG 图片'],
    ['截断的', good.slice(0, -40), '第 2 页：图片不完整'],
    ['后面拖着别的', new Uint8Array([...good, 1, 2, 3]), '第 2 页：图片末尾带有多余内容'],
    ['太大的', padded, '第 2 页：1465 KB，最多 1464 KB'],
    ['长得出奇的', makeJpeg(4, 16, 5001), '第 2 页：16×5001 像素，长边最多 5000'],
  ])('%s：整份不收，说是第几页', async (_, page, sentence) => {
    const before = [scene.count('evidence'), scene.count('photo_blob'), scene.count('event')];
    const given = fault(await attachPages([good, page]));
    expect(given).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'pages', message: expect.stringContaining(sentence) }],
    });
    expect([scene.count('evidence'), scene.count('photo_blob'), scene.count('event')]).toEqual(before);
  });

  it('附上、看一页、旋转遮盖、撤下；按两遍只有一份', async () => {
    const input = evidenceInput(applicationId, scene.versionOf(applicationId), 'changeProof', [
      good,
      makeJpeg(5, 600, 800),
    ]);
    const one = await scene.do('teacher', 'application.addEvidence', input);
    const events = scene.count('event');
    expect(await scene.do('teacher', 'application.addEvidence', input)).toEqual(one);
    expect(scene.count('event')).toBe(events);
    const { evidenceId } = one;
    const page = await scene.do('school', 'application.readPage', { evidenceId, position: 2 });
    expect([...page.bytes.slice(0, 2)]).toEqual([0xff, 0xd8]);
    const covers = [{ x: 0.1, y: 0.1, width: 0.5, height: 0.2 }];
    await scene.do('school', 'application.arrangePage', {
      applicationId,
      evidenceId,
      page: { position: 2, turns: 1, covers },
    });
    const arranged = scene.count('event');
    await scene.do('school', 'application.arrangePage', {
      applicationId,
      evidenceId,
      page: { position: 2, turns: 1, covers },
    });
    expect(scene.count('event')).toBe(arranged);
    const sheet = await scene.sheet('teacher', applicationId);
    expect(sheet.evidence[0]?.pages).toEqual([
      { position: 1, turns: 0, covers: [] },
      { position: 2, turns: 1, covers },
    ]);
    expect(sheet.evidenceNeeded).toEqual([{ kind: 'changeProof', label: '变更证明', given: true }]);
    const remove = { applicationId, version: scene.versionOf(applicationId), evidenceId };
    const gone = await scene.do('teacher', 'application.removeEvidence', remove);
    expect(await scene.do('teacher', 'application.removeEvidence', remove)).toEqual(gone);
    expect((await scene.sheet('teacher', applicationId)).evidence).toEqual([]);
    expect(scene.count('evidence')).toBe(1);
  });

  it('选的文件由主进程算哈希，记下是图片还是 PDF；换一个人、换一次打开就不认', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaoji-evidence-'));
    const pdf = new TextEncoder().encode('%PDF-1.7\n1 0 obj <</S/JavaScript>> endobj\n%%EOF');
    writeFileSync(join(folder, '证明.pdf'), pdf);
    scene.desk.files.open = join(folder, '证明.pdf');
    const file = await scene.do('teacher', 'application.chooseEvidenceFile', {});
    rmSync(folder, { recursive: true });
    const input = {
      ...evidenceInput(applicationId, scene.versionOf(applicationId), 'changeProof', [good]),
      fileToken: file?.fileToken ?? '',
    };
    // somebody else's token, and one that this run of the desk never gave
    for (const [who, fileToken] of [
      ['school', input.fileToken],
      ['teacher', '0197f000-0000-7000-8000-000000000000'],
    ] as const)
      expect(fault(await scene.ask(who, 'application.addEvidence', { ...input, fileToken }))).toMatchObject({
        kind: 'invalid',
        problems: [{ field: 'fileToken', message: expect.stringContaining('重新选一次') }],
      });
    const { evidenceId } = await scene.do('teacher', 'application.addEvidence', input);
    expect(await scene.do('teacher', 'application.addEvidence', input)).toMatchObject({ evidenceId });
    const kept = scene.desk.db().statement('SELECT source, file_sha256 AS hash FROM evidence WHERE id = ?');
    expect(kept.get(evidenceId)).toEqual({ source: 'pdf', hash: createHash('sha256').update(pdf).digest('hex') });
    await scene.do('teacher', 'application.removeEvidence', {
      applicationId,
      version: scene.versionOf(applicationId),
      evidenceId,
    });
  });

  it('摄像头拍的几页没有文件：哈希是各页接起来的', async () => {
    const pages = [good, makeJpeg(9, 640, 480)];
    const input = evidenceInput(applicationId, scene.versionOf(applicationId), 'changeProof', pages);
    const { evidenceId } = await scene.do('teacher', 'application.addEvidence', input);
    const kept = scene.desk.db().statement('SELECT source, file_sha256 AS hash FROM evidence WHERE id = ?');
    const hash = createHash('sha256').update(Buffer.concat(pages)).digest('hex');
    expect(kept.get(evidenceId)).toEqual({ source: 'camera', hash });
  });

  it('不在名单里的人看不到；看了有记录', async () => {
    const evidenceId = await scene.attach('teacher', applicationId, 'changeProof');
    const reply = await scene.ask('otherTeacher', 'application.readPage', { evidenceId, position: 1 });
    expect(fault(reply)).toMatchObject({ kind: 'forbidden' });
    expect(fault(await scene.ask('otherTeacher', 'application.sheet', { applicationId }))).toMatchObject({
      kind: 'forbidden',
    });
    await scene.do('auditor', 'application.readPage', { evidenceId, position: 1 });
    await scene.sheet('auditor', applicationId);
    scene.desk.desk.tick();
    const reads = scene.desk
      .db()
      .statement("SELECT call, subject_id FROM audit_entry WHERE outcome = 'read' AND role = 'auditor' ORDER BY call")
      .all();
    expect(reads).toEqual([
      { call: 'application.readPage', subject_id: evidenceId },
      { call: 'application.sheet', subject_id: applicationId },
    ]);
  });

  it('提交以后不能换材料', async () => {
    await scene.submit('teacher', applicationId);
    const given = fault(await attachPages([good]));
    expect(JSON.stringify(given)).toContain('这一件现在是“办理中”');
  });
});
