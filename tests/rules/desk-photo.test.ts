import { describe, expect, it } from 'vitest';
import type { PhotoCause } from '#shared/photo/photo-cause.ts';
import { retakeRules, ruleSets } from '#shared/regulation/rule-sets.ts';
import {
  photoHasNoWarning,
  photoIsMeasured,
  photoIsNobodyElses,
  photoIsNotInEffect,
  photoIsNotOverridden,
  photoPassesGate,
} from '#shared/regulation/rules/desk-photo.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

const noFace: PhotoCause = { code: 'NO_FACE', severity: 'reject', measure: 'faceCount', value: 0, limit: 1 };
const shut: PhotoCause = { ...noFace, code: 'EYES_CLOSED', measure: 'eyesSeen' };
const hat: PhotoCause = { code: 'HEADWEAR', severity: 'warn', measure: null, value: null, limit: null };
const rules = [photoPassesGate, photoIsNotOverridden, photoHasNoWarning, photoIsMeasured];

describe('照片的检查（本系统规则）', () => {
  it.each([
    ['通过', { photoVerdict: 'good' }, ['pass', 'pass', 'pass', 'pass']],
    ['有提醒', { photoVerdict: 'warn', photoCauses: [hat] }, ['pass', 'pass', 'fail flag', 'pass']],
    ['没有通过', { photoVerdict: 'bad', photoCauses: [shut, hat] }, ['fail block', 'pass', 'pass', 'pass']],
    [
      '没有通过，第二人放行了',
      { photoVerdict: 'bad', photoCauses: [shut], photoOverride: 'medical' },
      ['pass', 'fail flag', 'pass', 'pass'],
    ],
    [
      '没有找到脸，以医疗原因放行',
      { photoVerdict: 'bad', photoCauses: [noFace], photoOverride: 'medical' },
      ['pass', 'fail flag', 'pass', 'pass'],
    ],
    [
      '没有找到脸，以宗教原因放行了也挡住',
      { photoVerdict: 'bad', photoCauses: [noFace], photoOverride: 'religious' },
      ['fail block', 'fail flag', 'pass', 'pass'],
    ],
    ['没有检查', { photoVerdict: 'notMeasured' }, ['pass', 'pass', 'pass', 'fail flag']],
    ['没有照片：由“已拍照片”管', { photoVerdict: null, hasShot: false }, ['pass', 'pass', 'pass', 'pass']],
    ['不知道', { photoVerdict: undefined }, ['unknown block', 'pass', 'unknown flag', 'unknown flag']],
  ] as const)('%s', (_, facts, verdicts) => {
    expect(rules.map((rule) => verdictOf(rule, facts))).toEqual(verdicts);
  });

  it('挡住时只说挡住的原因，不说提醒', () => {
    const finding = findingOf(photoPassesGate, { photoVerdict: 'bad', photoCauses: [hat, shut] });
    expect(finding.sentence).toBe('照片没有通过检查：眼睛没睁开');
    expect(finding.next).toContain('第二人放行');
  });

  it('不是一个人的完整照片：说第二人也不能放行；只是提醒的不算', () => {
    const two: PhotoCause = { ...noFace, code: 'MULTIPLE_FACES', value: 2 };
    const finding = findingOf(photoPassesGate, { photoVerdict: 'bad', photoCauses: [shut, two] });
    expect(finding.sentence).toBe('照片没有通过检查：不止一个人，第二人也不能放行');
    const warned = { photoVerdict: 'bad', photoCauses: [shut, { ...two, severity: 'warn' }] } as const;
    expect(findingOf(photoPassesGate, warned).next).toContain('第二人放行');
  });

  it('放行的说出原因的种类', () => {
    const facts = { photoVerdict: 'bad', photoCauses: [shut], photoOverride: 'religious' } as const;
    expect(findingOf(photoIsNotOverridden, facts).sentence).toBe(
      '照片没有通过检查，由第二人放行（宗教原因）：眼睛没睁开',
    );
  });
});

describe('照片不是别人的（本系统规则）', () => {
  it('像别人的要写原因，说出是谁、哪个班', () => {
    expect(verdictOf(photoIsNobodyElses, { photoLookAlikes: [] })).toBe('pass');
    expect(verdictOf(photoIsNobodyElses, { photoLookAlikes: undefined })).toBe('unknown flag');
    const twins = [
      { fullName: '李春', className: '高一(2)班' },
      { fullName: '王小禾', className: null },
    ];
    expect(verdictOf(photoIsNobodyElses, { photoLookAlikes: twins })).toBe('fail warn');
    expect(findingOf(photoIsNobodyElses, { photoLookAlikes: twins }).sentence).toBe(
      '照片和李春（高一(2)班）、王小禾的照片几乎一样',
    );
    const many = Array.from({ length: 20 }, () => ({ fullName: '李春', className: null }));
    expect(findingOf(photoIsNobodyElses, { photoLookAlikes: many }).sentence).toBe(
      '照片和李春、李春、李春等 20 人的照片几乎一样',
    );
  });
});

describe('重拍（本系统规则）', () => {
  it.each([
    ['completed', 'pass'],
    ['released', 'pass'],
    ['received', 'pass'],
    ['refusedByRegion', 'pass'],
    ['inEffect', 'fail block'],
    ['suspended', 'fail block'],
    ['closed', 'fail block'],
    [undefined, 'unknown block'],
  ] as const)('%s', (status, verdict) => {
    expect(verdictOf(photoIsNotInEffect, { status })).toBe(verdict);
  });

  it('照片的检查在登记、审核、放行时都问，接收端不问', () => {
    for (const act of ['deskCompletion', 'review', 'release'] as const)
      for (const rule of [...rules, photoIsNobodyElses]) expect(ruleSets[act]).toContain(rule);
    expect(ruleSets.receiver.filter((rule) => rule.id.startsWith('desk.photo'))).toEqual([]);
    expect(retakeRules).toContain(photoIsNotInEffect);
  });
});
