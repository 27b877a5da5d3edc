import type { ExamSubject } from '../labels/exam-subject.ts';

/** Qualifying (合格性) results are taken over; graded (选择性) ones never are (4.1). */
export const foreignExamTypes = ['qualifying', 'graded'] as const;
export type ForeignExamType = (typeof foreignExamTypes)[number];

/** A subject of the other province that this exam does not have: recorded, and not taken over. */
export const noCounterpart = 'none';

/** One line of another province's certificate of results, as it stands there and as the clerk read it. */
export type ForeignLine = {
  /** subject in the certificate's own words */
  readonly name: string;
  readonly examType: ForeignExamType;
  /** result in the certificate's own words: 合格, A, 及格 … */
  readonly asCertified: string;
  /** what these words come to, by the certificate itself (4.2c) */
  readonly outcome: 'pass' | 'fail';
  /** subject of this exam; null = nobody has said yet, and it is asked, never guessed */
  readonly subject: ExamSubject | typeof noCounterpart | null;
  /** `name`: the two are called the same; `clerk`: a person said so; null = open */
  readonly mappedBy: 'name' | 'clerk' | null;
};

/** The certificate a recognition stands on (4.2a). `province` = first two digits of GB/T 2260. */
export type ForeignCertificate = {
  readonly province: string;
  readonly issuer: string;
  /** number on the certificate; empty where it has none */
  readonly certificateNo: string;
};

/** How far the recognition of a candidate's results is; null in the outer place = none was asked for. */
export type RecognitionState = {
  /** the region's word; null = not yet */
  readonly certified: boolean | null;
  /** the joining school has made the supplementary registration (4.2d) */
  readonly registered: boolean;
};
