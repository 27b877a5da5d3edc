import { z } from 'zod';
import { command, query } from './call.ts';
import { finding, id, instant, manyResult, offeredAct, plainDate, pupilLine, version } from './shapes.ts';

const reviewLine = pupilLine.extend({
  captureId: id.nullable(),
  revision: z.int(),
  completedAt: instant.nullable(),
  capturedBy: z.string().nullable(),
  findingSentences: z.array(z.string()),
  acts: z.array(offeredAct),
});

export const review = {
  'review.list': query(
    ['reviewer', 'officeAdministrator'],
    z.object({
      stage: z.enum(['completed', 'reviewed', 'released', 'refused']),
      classId: id.nullable(),
      /** on which the photo was taken */
      day: plainDate.nullable().default(null),
    }),
    z.array(reviewLine),
  ),
  'review.sheet': query(
    ['reviewer', 'officeAdministrator'],
    z.object({ candidacyId: id }),
    z.object({
      line: reviewLine,
      fields: z.array(
        z.object({
          field: z.string(),
          label: z.string(),
          value: z.string(),
          missing: z.boolean(),
          /** card and roster differed and one of the two was chosen; both values in words, numbers masked */
          differs: z.boolean(),
          rosterValue: z.string().nullable(),
          documentValue: z.string().nullable(),
          settled: z.enum(['roster', 'document']).nullable(),
        }),
      ),
      /** pictures of the document behind settled differences, by `photo.readDocument` */
      documentPictures: z.array(z.object({ differenceId: id, field: z.string(), label: z.string() })),
      findings: z.array(finding),
      history: z.array(z.object({ at: instant, who: z.string(), what: z.string() })),
    }),
  ),
  'review.approve': command(
    ['reviewer'],
    z.object({
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(500),
    }),
    manyResult,
  ),
  /** reviewed by, but also released, refused: back to the desk with a reason */
  'review.return': command(
    ['reviewer'],
    z.object({ candidacyId: id, version, reason: z.string().min(2).max(300) }),
    z.object({}),
  ),
  'release.perform': command(
    ['reviewer', 'officeAdministrator'],
    z.object({
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(500),
    }),
    manyResult,
  ),
};
