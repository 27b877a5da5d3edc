import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

const people = ['reviewer', 'officeAdministrator'] as const;
/** alone in the field a clerk brings the day's work to the office */
const county = ['clerk', ...people] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const otherDesk = z.object({ deviceId: id, deskName: z.string(), fingerprint: z.string() });
const pupilCounts = z.object({
  /** new here */
  added: z.int(),
  /** were waiting here for the desk's work, which has come now */
  completed: z.int(),
  /** the same person under another id: joined by an event, a case is open */
  joined: z.int(),
  /** done at both desks: both captures are kept, a case is open */
  twice: z.int(),
  /** nothing new */
  known: z.int(),
});

/** Parcels on a stick, for a county without network. Progress comes under the job name `parcel`. */
export const parcel = {
  /** seals what has no receipt yet, writes it, reads it back; null = cancelled in the dialog */
  'parcel.write': command(
    people,
    z.object({}),
    z
      .object({
        fileName: z.string(),
        records: z.int(),
        bytes: z.int(),
        /** records that stay behind, e.g. because their photo is damaged */
        left: z.int(),
        /** of this desk's key: the region compares it when it sees this desk for the first time */
        fingerprint: z.string(),
      })
      .nullable(),
  ),
  /** reads the region's answer: receipts and notices, taken in together */
  'parcel.readAnswer': command(
    people,
    z.object({}),
    z
      .object({
        received: z.int(),
        joined: z.int(),
        refused: z.int(),
        /** receipts that were here already */
        known: z.int(),
        /** receipts that fit no record of this desk, or whose signature does not hold: not used */
        strange: z.int(),
        /** records that the region keeps until people decide, because this desk's enrolment is over */
        undecided: z.int(),
        /** messages that this file had lost and that came back */
        regained: z.int(),
        /** of those the region holds, so many come with the next answer; null = the answer does not speak of it */
        regainLeft: z.int().nullable(),
        waiting: z.int(),
        /** notices by what became of them */
        notices: z.object({ applied: z.int(), parked: z.int(), refused: z.int(), known: z.int() }),
      })
      .nullable(),
  ),
  /** ends the writing under way; what is half written is removed */
  'parcel.stop': command(people, z.object({}), z.object({})),
  /** this desk, the other desks of the office, the last parcels, and how many records could be handed over */
  'parcel.desks': query(
    county,
    z.object({}),
    z.object({
      own: otherDesk,
      desks: z.array(otherDesk.extend({ addedAt: instant })),
      toHandOver: z.int(),
      history: z.array(
        z.object({
          sha256: z.string(),
          way: z.enum(['written', 'read']),
          kindLabel: z.string(),
          /** null = the region */
          otherDesk: z.string().nullable(),
          count: z.int(),
          at: instant,
          by: z.string(),
          /** records handed over in it that stand here as they left: the stick was lost, write them again for that desk */
          again: z.object({ deviceId: id, records: z.int() }).nullable(),
        }),
      ),
    }),
  ),
  /** this desk's card, for another desk of the office; null = cancelled */
  'parcel.writeCard': command(people, z.object({}), z.object({ fileName: z.string() }).nullable()),
  /** reads another desk's card and proves it; nothing is written. `card` goes back to parcel.addDesk */
  'parcel.readCard': command(
    ['officeAdministrator'],
    z.object({}),
    otherDesk.extend({ card: z.string().max(4000), isKnown: z.boolean() }).nullable(),
  ),
  /** lets that desk in; the administrator has compared the fingerprint with its screen */
  'parcel.addDesk': command(['officeAdministrator'], z.object({ card: z.string().max(4000) }), z.object({})),
  /** pupils of a class (null = no pupils), accounts, the office's key and the region's editions, for one desk */
  'parcel.writeToDesk': command(
    ['officeAdministrator'],
    z.object({ deviceId: id, classId: id.nullable() }),
    z.object({ fileName: z.string(), pupils: z.int(), accounts: z.int() }).nullable(),
  ),
  /**
   * completed, unreleased records for one desk of the office, which reviews and releases them. `again`: those of a parcel
   * that was written for that desk before and did not get there
   */
  'parcel.writeToOffice': command(
    county,
    z.object({ deviceId: id, again: sha256.optional() }),
    z.object({ fileName: z.string(), records: z.int(), left: z.int() }).nullable(),
  ),
  /** a parcel of another desk of the office; read again it changes nothing and says the same */
  'parcel.readFromDesk': command(
    people,
    z.object({}),
    z
      .object({ deskName: z.string(), isKnown: z.boolean(), pupils: pupilCounts, accounts: z.int(), notices: z.int() })
      .nullable(),
  ),
};
