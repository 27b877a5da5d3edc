import { describe, expect, it } from 'vitest';
import { nextAfter, step, waitingInOrder } from '../../src-renderer/features/desk/queue-order.ts';
import { scanOutcome } from '../../src-renderer/features/desk/scan-outcome.ts';
import type { DeskSheet, PupilLine } from '../../src-renderer/features/desk/sheet.ts';
import { cleanJpeg } from '../../src-renderer/photo/gate/clean-jpeg.ts';
import { centreCut } from '../../src-renderer/photo/gate/cut-photo.ts';
import { statusLook } from '../../src-renderer/ui/status-words.ts';

function line(seatNo: number, changes: Partial<PupilLine> = {}): PupilLine {
  return {
    candidacyId: `p${seatNo}`,
    version: 1,
    status: 'awaitingCapture',
    isPrivate: false,
    fullName: `学生${seatNo}`,
    sex: '1',
    birthDate: '2010-05-11',
    schoolName: '一中',
    className: '高一(1)班',
    classId: 'k',
    seatNo,
    documentLastFour: `203${seatNo}`,
    hasShot: false,
    captureId: null,
    held: false,
    absence: null,
    flags: [],
    ...changes,
  };
}
const ids = (pupils: readonly PupilLine[]) => pupils.map((pupil) => pupil.candidacyId);

describe('叫号的顺序', () => {
  const pupils = [
    line(1, { status: 'completed' }),
    line(2, { absence: 'absent' }),
    line(3),
    line(4, { held: true, status: 'preRegistered' }),
    line(5, { absence: 'late' }),
    line(6, { status: 'preRegistered' }),
  ];

  it('迟到回来的在最前，缺席的在最后，办完的和已留存的不在', () => {
    expect(ids(waitingInOrder(pupils))).toEqual(['p5', 'p3', 'p6', 'p2']);
  });

  it('班主任已同意、留存的没能完成的：还要叫，不再标“等班主任同意”', () => {
    expect(ids(waitingInOrder([line(1, { held: true })]))).toEqual(['p1']);
    expect(statusLook('awaitingCapture', true).word).toBe('待采集');
    expect(statusLook('preRegistered', true).word).toBe('已拍，等班主任同意');
  });

  it('办完一位叫座号在后面的一位，到底再从头，缺席的不叫', () => {
    expect(nextAfter(pupils, null)).toBe('p3');
    expect(nextAfter(pupils, 'p3')).toBe('p5');
    expect(nextAfter(pupils, 'p6')).toBe('p3');
    expect(nextAfter([line(1), line(2, { absence: 'absent' })], 'p1')).toBeNull();
  });

  it('上下键在列表里走，到头停住', () => {
    const shown = waitingInOrder(pupils);
    expect(step(shown, 'p5', 1)).toBe('p3');
    expect(step(shown, 'p5', -1)).toBe('p5');
    expect(step(shown, 'p2', 1)).toBe('p2');
    expect(step([], null, 1)).toBeNull();
  });
});

describe('扫到一个号码', () => {
  const sheet = { line: line(3) } as DeskSheet;
  const hit = (pupil: PupilLine) => ({ ...pupil, matchedBy: '证件号码' });

  it('本人的证件算读过证件，本人的别的号码只说一声', () => {
    expect(scanOutcome('150430201005112033', [hit(line(3))], sheet)).toEqual({
      kind: 'ownDocument',
      documentNumber: '150430201005112033',
    });
    expect(scanOutcome('2033', [hit(line(3))], sheet).kind).toBe('same');
    expect(scanOutcome('G15043020100511999', [hit(line(3))], sheet).kind).toBe('same');
  });

  it('别人的号码换人，对上几个人要选，名册里没有的留着号码', () => {
    expect(scanOutcome('150430201005112035', [hit(line(5))], sheet)).toMatchObject({ pupil: { candidacyId: 'p5' } });
    expect(scanOutcome('2035', [hit(line(5)), hit(line(6))], sheet).kind).toBe('several');
    expect(scanOutcome('150430201005119999', [], sheet)).toEqual({ kind: 'unknown', text: '150430201005119999' });
  });
});

describe('照片的裁切', () => {
  const profile = { width: 480, height: 640 };

  it('没有检测时从画面正中裁 3:4，与取景框看到的一样', () => {
    expect(centreCut({ width: 1280, height: 720 }, profile)).toEqual({
      rotation: 0,
      scale: 640 / 720,
      centreX: 640,
      centreY: 360,
      placeX: 240,
      placeY: 320,
    });
    expect(centreCut({ width: 640, height: 480 }, profile).scale).toBe(640 / 480);
    expect(centreCut({ width: 480, height: 960 }, profile).scale).toBe(1);
  });

  it('成品里只有画面：300 dpi 写进新的 JFIF 头，色彩描述、EXIF、注释都不留，不像 JPEG 就报错', () => {
    const segment = (marker: number, ...bytes: number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes];
    const table = segment(0xdb, 7, 8, 9);
    const scan = [...segment(0xda, 1, 2), 0x55, 0xff, 0, 0xff, 0xd9];
    const dirty = [
      ...[0xff, 0xd8],
      ...segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
      ...segment(0xe1, 0x45, 0x78, 0x69, 0x66),
      ...segment(0xe2, 1, 2, 3),
      ...table,
      ...segment(0xfe, 0x68, 0x69),
      ...scan,
    ];
    const header = segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 1, 44, 1, 44, 0, 0);
    expect([...cleanJpeg(Uint8Array.from(dirty), 300)]).toEqual([0xff, 0xd8, ...header, ...table, ...scan]);
    expect(() => cleanJpeg(new Uint8Array(20), 300)).toThrow();
    expect(() => cleanJpeg(Uint8Array.from(dirty.slice(0, 30)), 300)).toThrow();
  });
});
