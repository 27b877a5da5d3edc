import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

/**
 * The comparison of a shot with a picture that is held: off until an administrator switches it on with its notice. Only
 * whether it may be done goes through here; faces, features and results never leave the page that compares.
 */
export const faceComparison = {
  'photo.comparisonSetting': query(
    ['officeAdministrator', 'auditor'],
    z.object({}),
    z.object({
      isOn: z.boolean(),
      /** last change; null = never changed, off */
      changed: z.object({ at: instant, by: z.string() }).nullable(),
    }),
  ),
  'photo.setComparison': command(
    ['officeAdministrator'],
    z.object({
      isOn: z.boolean(),
      /** which notice was read and confirmed (`COMPARISON_NOTICE`); null to switch off */
      notice: z.string().max(20).nullable(),
    }),
    z.object({}),
  ),
  /** whether this pupil's shot may be compared; nobody's under fourteen is: that would take a guardian's consent */
  'photo.comparison': query(
    ['clerk', 'reviewer'],
    z.object({ candidacyId: id }),
    z.enum(['off', 'open', 'declined', 'tooYoung']),
  ),
  /** the pupil does not want it: for good, without a reason */
  'photo.declineComparison': command(['clerk'], z.object({ candidacyId: id }), z.object({})),
};
