import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type CertificateCheckAnswer, certificateCheckAnswer } from '#shared/wire/certificate-check-v2.ts';
import { type ApplicationScene, insideWindow, makeApplicationScene } from '../fixtures/application-scene.ts';
import { issuedCertificate, withResults } from '../fixtures/certificate-scene.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { toldAt } from './tell-changes.ts';

/** One receiver for a file of tests, and for each test a desk that is enrolled with it and issues certificates. */
export function certificateRegion() {
  let receiver: TestReceiver;
  let scene: ApplicationScene;
  let others: ApplicationScene[] = [];
  let at = Date.parse(insideWindow);
  let hours = 0;
  let sequence = 40;
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true, now: () => new Date(at).toISOString() });
  });
  afterAll(() => receiver.stop());
  beforeEach(async () => {
    // what one test has missed is forgotten in the next
    hours += 1;
    at = Date.parse(insideWindow) + hours * 3_600_000;
    scene = await makeApplicationScene(insideWindow);
    await enrol(receiver, scene.desk);
  });
  afterEach(() => {
    for (const { desk } of [scene, ...others]) desk.close();
    others = [];
  });

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${receiver.url}/v2/certificate-check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return {
    receiver: () => receiver,
    scene: () => scene,
    /** the region's clock goes on */
    later(ms: number) {
      at += ms;
    },
    /** another desk of the same office, enrolled too */
    async another(): Promise<ApplicationScene> {
      const one = await makeApplicationScene(insideWindow);
      others.push(one);
      await enrol(receiver, one.desk);
      return one;
    },
    push: (choice: Parameters<typeof makeRunner>[2] = {}, of = scene) =>
      makeRunner(of.desk, receiver.url, choice).push(),
    post,
    /** as the region's people, who wait for nothing */
    asStaff: () => ({ authorization: `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8')}` }),
    async check(text: string, code = '', headers = {}): Promise<CertificateCheckAnswer> {
      return certificateCheckAnswer.parse(await (await post(JSON.stringify({ text, code }), headers)).json());
    },
    async told(candidacyId: string) {
      return (await toldAt(receiver, `?candidacy=${candidacyId}&kind=certificate`)).map(({ state }) => state);
    },
    /** somebody with results, for whom nothing was issued yet */
    graded() {
      sequence += 2;
      return withResults(scene, sequence, 'pass', 'fail');
    },
    issued(of = scene) {
      sequence += 2;
      return issuedCertificate(of, sequence);
    },
    withdraw: (certificateId: string, reason = '转出学校写错了') =>
      scene.do('reviewer', 'certificate.withdraw', { certificateId, reason }),
    /** bends what was told of a certificate last as only a faulty or a hostile desk would: the store does not let it change */
    rewriteLast(subjectId: string, facts: Record<string, unknown>, of = scene) {
      const { client } = of.desk.db();
      const last = client
        .prepare('SELECT message_id AS id, body FROM change_message WHERE subject_id = ? ORDER BY change_seq DESC')
        .get(subjectId) as { id: string; body: string };
      const body = canonicalJson({ ...JSON.parse(last.body), ...facts });
      client.exec('DROP TRIGGER IF EXISTS change_message_keeps_its_content');
      client
        .prepare('UPDATE change_message SET body = ?, body_sha256 = ? WHERE message_id = ?')
        .run(body, sha256(Buffer.from(body)), last.id);
    },
  };
}
