import { photoSource } from '../../bench/photos.ts';
import { type TestDesk, value } from '../make-desk.ts';
import { decideCases } from '../sync/release-pupils.ts';
import { deskWithPupils } from './pupils.ts';

/** A desk in `folder` with `count` released records that wait in its outbox, each with a photo of a real size. */
export async function deskThatWaits(folder: string, count: number, receiverUrl: string): Promise<TestDesk> {
  const { desk, pupils } = await deskWithPupils(folder, count);
  const photos = photoSource();
  const { call } = await desk.as('clerk1');
  for (const [index, candidacyId] of pupils.entries()) {
    const { line } = value(await call('desk.open', { candidacyId }));
    const reading = { lastFour: line.documentLastFour };
    value(await call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' }));
    const about = { source: 'live', device: 'test', crop: {}, measurements: {}, perceptualHash: null } as const;
    const { captureId } = value(await call('desk.storeShot', { candidacyId, ...photos(index), ...about }));
    const [{ version } = { version: 0 }] = versions(desk, [candidacyId]);
    const confirmed = { candidacyId, version, captureId, pupilConfirmed: true, warnReason: '测试' } as const;
    const { outcome } = value(await call('desk.complete', confirmed));
    if (outcome !== 'completed') throw new Error(outcome);
  }
  for (const act of ['review.approve', 'release.perform'] as const) {
    if (act === 'release.perform') await decideCases(desk);
    const reviewer = await desk.as('reviewer1');
    for (let from = 0; from < pupils.length; from += 50) {
      const { failed } = value(await reviewer.call(act, { items: versions(desk, pupils.slice(from, from + 50)) }));
      if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
    }
  }
  const administrator = await desk.as('admin');
  value(await administrator.call('sync.setReceiver', { url: receiverUrl }));
  return desk;
}

function versions(desk: TestDesk, pupils: readonly string[]) {
  const find = desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck();
  return pupils.map((candidacyId) => ({ candidacyId, version: Number(find.get(candidacyId)) }));
}
