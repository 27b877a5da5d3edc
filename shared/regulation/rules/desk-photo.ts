import { causeName } from '../../labels/photo-cause.ts';
import { neverOverriddenWords, overrideKindLabel } from '../../labels/photo-override.ts';
import { neverOverridden, overrideKindsFor } from '../../photo/never-overridden.ts';
import type { PhotoCause } from '../../photo/photo-cause.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import type { PhotoTwin } from '../facts.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// The house: 1.1.2 wants a photo and says nothing of its quality; the numbers come with the region's photo profile. A
// record without a shot is the business of `desk.photo-taken`, so all of these pass then.

export const photoPassesGate = rule({
  id: 'desk.photo-passes-gate',
  title: '照片通过了检查，或由第二人放行',
  clauses: [],
  house: true,
  from,
  reads: ['photoVerdict', 'photoCauses', 'photoOverride'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.photoVerdict !== 'bad') return pass();
    const never = neverOverridden(f.photoCauses);
    if (never.length > 0) {
      const { what, next } = neverOverriddenWords(never);
      return fail(`照片没有通过检查：${what}`, next);
    }
    if (f.photoOverride !== null && overrideKindsFor(f.photoCauses).includes(f.photoOverride)) return pass();
    return fail(
      `照片没有通过检查：${causeNames(f.photoCauses, 'reject')}`,
      '照提示改好后按空格重拍；本人的情况改变不了的，由第二人放行',
    );
  },
});

export const photoIsNotOverridden = rule({
  id: 'desk.photo-not-overridden',
  title: '照片没有靠第二人放行',
  clauses: [],
  house: true,
  from,
  reads: ['photoOverride', 'photoCauses'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.photoOverride === null) return pass();
    const causes = causeNames(f.photoCauses, 'reject');
    return fail(
      `照片没有通过检查，由第二人放行（${overrideKindLabel(f.photoOverride)}）：${causes}`,
      '照常办理；审核员看照片和放行时写的话',
    );
  },
});

export const photoHasNoWarning = rule({
  id: 'desk.photo-without-warning',
  title: '照片没有提醒',
  clauses: [],
  house: true,
  from,
  reads: ['photoVerdict', 'photoCauses'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.photoVerdict !== 'warn') return pass();
    return fail(`照片有提醒：${causeNames(f.photoCauses, 'warn')}`, '照常办理，由审核员看照片');
  },
});

// a shot from before the gate, or of a desk whose detector does not run: people look instead
export const photoIsMeasured = rule({
  id: 'desk.photo-measured',
  title: '照片经过检查',
  clauses: [],
  house: true,
  from,
  reads: ['photoVerdict'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.photoVerdict === 'notMeasured' ? fail('照片没有经过检查，由审核员细看', '照常办理；审核员放大看这一张') : pass(),
});

// the same picture under two names, or two swapped; twins are a reason, so it warns
export const photoIsNobodyElses = rule({
  id: 'desk.photo-nobody-elses',
  title: '照片不是别人的',
  clauses: [],
  house: true,
  from,
  reads: ['photoLookAlikes'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.photoLookAlikes.length === 0) return pass();
    return fail(
      `照片和${peopleIn(f.photoLookAlikes)}的照片几乎一样`,
      '看清坐着的是谁：拍错了人就重拍；是本人就写明原因',
    );
  },
});

/** All of them, as the lists of the acts hold them. */
export const photoGateRules: readonly Rule[] = [
  photoPassesGate,
  photoIsNotOverridden,
  photoHasNoWarning,
  photoIsMeasured,
  photoIsNobodyElses,
];

// once the registration is in effect the photo that was accepted stays (the house; 2.2 does not name the photo)
export const photoIsNotInEffect = rule({
  id: 'photo.not-in-effect',
  title: '注册生效前才重拍',
  clauses: [],
  house: true,
  from,
  reads: ['status'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.status !== 'inEffect' && f.status !== 'suspended' && f.status !== 'closed') return pass();
    return fail('注册已生效，照片不再重拍', '自治区要求换的，由管理员记入请示清单，报自治区解释');
  },
});

function causeNames(causes: readonly PhotoCause[], severity: PhotoCause['severity']): string {
  const names = causes.filter((cause) => cause.severity === severity).map((cause) => causeName(cause.code));
  return names.length > 0 ? names.join('、') : '没有记下原因';
}

/** More names than these help nobody, and twenty with their classes are too long for a message. */
const MOST_NAMES = 3;

function peopleIn(twins: readonly PhotoTwin[]): string {
  const names = twins.slice(0, MOST_NAMES).map(personAndClass).join('、');
  return twins.length > MOST_NAMES ? `${names}等 ${twins.length} 人` : names;
}

function personAndClass({ fullName, className }: PhotoTwin): string {
  return className === null ? fullName : `${fullName}（${className}）`;
}
