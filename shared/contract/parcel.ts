import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

const people = ['reviewer', 'officeAdministrator'] as const;
/** alone in the field a clerk brings the day's work to the office */
const county = ['clerk', ...people] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const otherDesk = z.object({ deviceId: id, deskName: z.string(), fingerprint: z.string() });
/** `office`: it hands out accounts, keys and lists here; `field`: it only brings records back */
const duty = z.enum(['office', 'field']);
const pupilCounts = z.object({
  /** new here */
  added: z.int(),
  /** were waiting here for the desk's work, which has come now */
  completed: z.int(),
  /** the office changed or approved them since; nobody had worked on them here, or the approval was added to that work */
  changed: z.int(),
  /** the same person under another id: joined by an event, a case is open */
  joined: z.int(),
  /** done at both desks: both captures are kept, a case is open */
  twice: z.int(),
  /** changed at the other desk and worked on here: nothing was merged, a case is open */
  differs: z.int(),
  /** nothing new */
  known: z.int(),
});

const accountCounts = z.object({
  added: z.int(),
  /** role, school or classes follow the office */
  changed: z.int(),
  /** the office closed them, and so does this desk */
  closed: z.int(),
  /** of a school that is not here, or the last administrator here, who stays */
  leftOut: z.int(),
  known: z.int(),
});

/** What came of an answer; null = cancelled in the dialog. */
const answerRead = z
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
    /** the same of what was told beside the records */
    changesBack: z.object({ regained: z.int(), left: z.int().nullable() }),
    waiting: z.int(),
    /** told beside the records: acknowledged, refused, kept until people decide, left without a receipt */
    changes: z.object({ received: z.int(), refused: z.int(), undecided: z.int(), waiting: z.int() }),
    /** notices by what became of them */
    notices: z.object({ applied: z.int(), parked: z.int(), refused: z.int(), known: z.int() }),
    /** batches that the region has whole, by this answer */
    batches: z.int(),
  })
  .nullable();

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
        /** changes told beside the records, and the file of their own that they are in; null = no such file */
        changes: z.object({ fileName: z.string(), count: z.int() }).nullable(),
        /** changes that wait on and are in no file: a page damaged here, or beyond what one file carries */
        changesLeft: z.int(),
        /** why the file of changes was not written though the records' was, in Chinese; null = nothing went wrong */
        changesTrouble: z.string().nullable(),
        /** of this desk's key: the region compares it when it sees this desk for the first time */
        fingerprint: z.string(),
      })
      .nullable(),
  ),
  /** reads the region's answer: receipts and notices, taken in together */
  'parcel.readAnswer': command(people, z.object({}), answerRead),
  /** the same with the recovery sheet of the desk of this office that asked, which opens what was sealed to that desk */
  'parcel.readAnswerBySheet': command(people, z.object({ words: z.array(z.string().max(40)).max(40) }), answerRead),
  /** ends the writing under way; what is half written is removed */
  'parcel.stop': command(people, z.object({}), z.object({})),
  /** this desk, the other desks of the office, the last parcels, and how many records could be handed over */
  'parcel.desks': query(
    county,
    z.object({}),
    z.object({
      own: otherDesk,
      desks: z.array(
        otherDesk.extend({
          addedAt: instant,
          duty,
          /** null = nobody has said that it is lost */
          lost: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
          /** records that left for it and stand here as they left */
          records: z.int(),
          /** what it told of records that it took over, by their state there */
          told: z.array(z.object({ label: z.string(), count: z.int() })),
        }),
      ),
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
          /** `begun`: the program stopped while it was written, the file may be there or not */
          state: z.enum(['begun', 'whole', 'removed']),
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
    otherDesk.extend({ card: z.string().max(4000), knownAs: duty.nullable(), isLost: z.boolean() }).nullable(),
  ),
  /** lets that desk in; the administrator has compared the fingerprint with its screen */
  'parcel.addDesk': command(['officeAdministrator'], z.object({ card: z.string().max(4000), duty }), z.object({})),
  /**
   * that desk is gone: what left for it can be done here again, and its parcels are read only by readFromDesk with a reason.
   * Its card, read and compared anew, ends that
   */
  'parcel.markLost': command(
    ['officeAdministrator'],
    z.object({ deviceId: id, reason: z.string().trim().min(2).max(200) }),
    z.object({ records: z.int() }),
  ),
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
  /**
   * a parcel of another desk of the office; read again it changes nothing and says the same. `lostReason`: why the parcel of a
   * desk that is lost is used all the same; an administrator's decision
   */
  'parcel.readFromDesk': command(
    people,
    z.object({ lostReason: z.string().trim().min(2).max(200).optional() }),
    z
      .object({
        deskName: z.string(),
        isKnown: z.boolean(),
        pupils: pupilCounts,
        /** records of here that the other desk has in hand, whose state it told */
        told: z.int(),
        accounts: accountCounts,
        /** older than a parcel that was used: accounts and key in it were left alone */
        isOlder: z.boolean(),
        notices: z.int(),
      })
      .nullable(),
  ),
};
