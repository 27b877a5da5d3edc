import { expect, it } from 'vitest';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';
import { limitSides } from './limit-sides.ts';

const profile = defaultPhotoProfile;

it('每一条限值，检查说话的一边和不说的一边，正好隔着限值', () => {
  const edges = limitSides([], profile);
  const step = (limit: number): number => Math.max(1e-6, Math.abs(limit) * 1e-6);
  for (const { code, measure, severity, limit, beyond } of edges) {
    const isCount = measure === 'faceCount';
    const past = isCount ? 1 : step(limit);
    const fails = beyond === 'more' ? limit + past : limit - past;
    const found = limitSides([{ [measure]: limit }, { [measure]: fails }], profile).find(
      (one) =>
        [one.code, one.measure, one.severity, one.limit, one.beyond].join() ===
        [code, measure, severity, limit, beyond].join(),
    );
    expect({ ...found }, `${code} ${measure} ${severity}`).toMatchObject({ passes: limit, fails });
  }
  expect(edges.length).toBeGreaterThan(60);
});

it('没有画面的一边是空的', () => {
  const [roll] = limitSides([{ roll: 0 }, { roll: 20 }], profile).filter(({ code }) => code === 'ROLL');
  expect(roll).toMatchObject({ beyond: 'more', passes: 0, fails: 20 });
  const less = limitSides([{ roll: 20 }], profile).find((one) => one.code === 'ROLL' && one.beyond === 'less');
  expect(less).toMatchObject({ passes: 20, fails: null });
});
