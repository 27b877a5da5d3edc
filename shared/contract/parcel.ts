import { z } from 'zod';
import { command } from './call.ts';

const people = ['reviewer', 'officeAdministrator'] as const;

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
        waiting: z.int(),
        /** notices by what became of them */
        notices: z.object({ applied: z.int(), parked: z.int(), refused: z.int(), known: z.int() }),
      })
      .nullable(),
  ),
  /** ends the writing under way; what is half written is removed */
  'parcel.stop': command(people, z.object({}), z.object({})),
};
