import { z } from 'zod';
import { command, query } from './call.ts';
import { shotGate } from './photo.ts';
import {
  bytes,
  documentState,
  finding,
  id,
  instant,
  offeredAct,
  plainDate,
  pupilLine,
  shortText,
  version,
} from './shapes.ts';

/** What the clerk reads off the document, keyed or read by a device; null = not read. */
const documentReading = z.object({
  fullName: z.string().max(200).nullable(),
  sex: z.string().max(1).nullable(),
  ethnicity: z.string().max(2).nullable(),
  birthDate: plainDate.nullable(),
  /** as typed while it is not yet a date; nothing is compared with it */
  typedBirthDate: z.string().max(40).nullable(),
  documentNumber: z.string().max(40).nullable(),
  /** last four characters keyed by eye where there is no reader */
  lastFour: z.string().max(4).nullable(),
  address: shortText.nullable(),
  authority: shortText.nullable(),
  validUntil: z.string().max(10).nullable(),
});

/** A camera for stills: where it is now, what it calls itself, and the socket it sits in where the system tells. */
const stillDevice = z.object({
  id: z.string().max(100),
  name: z.string().max(200),
  plug: z.string().max(200).nullable(),
});

/** One line of 证件 ⇄ 名册. Numbers are masked; `settled` tells which value holds. */
const comparison = z.object({
  field: z.string(),
  label: z.string(),
  rosterValue: z.string(),
  documentValue: z.string().nullable(),
  differs: z.boolean(),
  note: z.string().nullable(),
  settled: z.enum(['roster', 'document']).nullable(),
});

const shotLine = z.object({
  captureId: id,
  takenAt: instant,
  takenBy: z.string(),
  source: z.enum(['live', 'still', 'file']),
  device: z.string(),
  current: z.boolean(),
  byteLength: z.int(),
  gate: shotGate,
});

const deskSheet = z.object({
  line: pupilLine,
  revision: z.int(),
  fields: z.array(
    z.object({ field: z.string(), label: z.string(), value: z.string(), missing: z.boolean(), fieldClass: z.string() }),
  ),
  documentType: z.string(),
  documentTypeLabel: z.string(),
  documentState: documentState.nullable(),
  documentMasked: z.string(),
  enrolmentNoMasked: z.string().nullable(),
  candidacyNoMasked: z.string().nullable(),
  comparisons: z.array(comparison),
  shots: z.array(shotLine),
  findings: z.array(finding),
  acts: z.array(offeredAct),
  /** reason of the last return (teacher or reviewer), if the record is back */
  returnReason: z.string().nullable(),
  /** unfinished work of this clerk on this pupil, as saved on disk */
  draft: z
    .object({ savedAt: instant, reading: documentReading.partial(), documentState: documentState.nullable() })
    .nullable(),
  savedAt: instant.nullable(),
});

const classLine = z.object({
  classId: id,
  schoolName: z.string(),
  className: z.string(),
  cohortYear: z.int(),
  total: z.int(),
  done: z.int(),
  waiting: z.int(),
  absent: z.int(),
  late: z.int(),
  returned: z.int(),
  waitingForTeacher: z.int(),
});

export const desk = {
  'desk.classes': query(['clerk', 'reviewer', 'officeAdministrator'], z.object({}), z.array(classLine)),
  'desk.queue': query(['clerk'], z.object({ classId: id }), z.object({ class: classLine, pupils: z.array(pupilLine) })),
  /** any number a person ever had, name, name prefix, pinyin initials or full pinyin */
  'desk.search': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'auditor'],
    z.object({ text: z.string().max(100), limit: z.int().min(1).max(50) }),
    z.array(pupilLine.extend({ matchedBy: z.string() })),
  ),
  'desk.open': query(['clerk'], z.object({ candidacyId: id }), deskSheet),
  /** the full number, for as long as the clerk holds the button; logged with purpose */
  'desk.revealNumber': query(
    ['clerk', 'reviewer'],
    z.object({ candidacyId: id }),
    z.object({ documentNumber: z.string(), enrolmentNo: z.string().nullable() }),
  ),
  /** every field within a second: the reading so far, replaced as a whole */
  'desk.saveDraft': command(
    ['clerk'],
    z.object({ candidacyId: id, reading: documentReading.partial(), documentState: documentState.nullable() }),
    z.object({
      savedAt: instant,
      comparisons: z.array(comparison),
      findings: z.array(finding),
      acts: z.array(offeredAct),
    }),
  ),
  'desk.storeShot': command(
    ['clerk'],
    z.object({
      candidacyId: id,
      /** JPEG as the camera gave it, unmirrored, ≤ 200 KB */
      original: bytes,
      /** JPEG to the photo profile (480×640, 300 dpi, ≤ 40 KB) */
      derived: bytes,
      source: z.enum(['live', 'still']),
      device: z.string().max(200),
      crop: z.record(z.string(), z.number()),
      /** what the gate measured on this very frame, by name (shared/photo); main judges by it. Empty = not measured */
      measurements: z.record(z.string().max(40), z.number()),
      /** 64 bits as 16 hex digits (shared/photo/perceptual-hash.ts); null where no face was found */
      perceptualHash: z
        .string()
        .regex(/^[0-9a-f]{16}$/)
        .nullable(),
    }),
    z.object({ captureId: id, savedAt: instant, gate: shotGate }),
  ),
  'desk.settleDifference': command(
    ['clerk'],
    z.object({
      candidacyId: id,
      field: z.string(),
      value: z.enum(['roster', 'document']),
      pupilConfirmed: z.literal(true),
      documentPicture: bytes.nullable(),
    }),
    z.object({
      savedAt: instant,
      comparisons: z.array(comparison),
      findings: z.array(finding),
      acts: z.array(offeredAct),
    }),
  ),
  'desk.complete': command(
    ['clerk'],
    z.object({
      candidacyId: id,
      version,
      captureId: id,
      pupilConfirmed: z.literal(true),
      warnReason: z.string().max(300).nullable(),
    }),
    z.object({
      outcome: z.enum(['completed', 'held']),
      candidacyNo: z.string().nullable(),
      findings: z.array(finding),
      savedAt: instant,
      nextCandidacyId: id.nullable(),
    }),
  ),
  'desk.markAbsence': command(
    ['clerk'],
    z.object({ candidacyId: id, kind: z.enum(['absent', 'late']).nullable() }),
    z.object({ savedAt: instant }),
  ),
  /** registration form to sign; saves or prints a PDF; null = cancelled */
  'desk.printForm': command(
    ['clerk', 'reviewer'],
    z.object({ candidacyId: id }),
    z.object({ fileName: z.string() }).nullable(),
  ),
  'photo.read': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'classTeacher', 'schoolAdministrator', 'auditor'],
    z.object({ captureId: id, which: z.enum(['derived', 'original']) }),
    z.object({ jpeg: bytes }),
  ),
  /** the picture of the document that a settled difference was taken from */
  'photo.readDocument': query(
    ['reviewer', 'officeAdministrator'],
    z.object({ differenceId: id }),
    z.object({ jpeg: bytes }),
  ),
  /** `candidacyId`: with the photo profile of this pupil's cohort */
  'camera.settings': query(
    ['clerk'],
    z.object({ candidacyId: id.optional() }),
    z.object({
      way: z.enum(['live', 'still']),
      /** the chosen one, where it is plugged in now; null = none chosen, or not to be told among those that are there */
      stillDevice: z.string().nullable(),
      /** name of the chosen one, there or not; null = none chosen (or chosen before names were kept) */
      stillName: z.string().nullable(),
      /** name of the camera of the live picture; null = any */
      liveDeviceLabel: z.string().nullable().optional(),
      stillDevices: z.array(stillDevice),
      profile: z.object({
        id: z.string(),
        width: z.int(),
        height: z.int(),
        dpi: z.int(),
        maxBytes: z.int(),
        /** lowest JPEG quality, 1–100 */
        minQuality: z.int(),
        /** from – to, pixels from the top edge; faceWidth in pixels */
        crownTop: z.tuple([z.int(), z.int()]),
        eyesTop: z.tuple([z.int(), z.int()]),
        faceWidth: z.tuple([z.int(), z.int()]),
        /** sRGB colours the wall may have */
        backgrounds: z.array(z.tuple([z.int(), z.int(), z.int()])),
        /** limits of the gate that this edition names */
        limits: z.record(z.string(), z.number()),
      }),
      /** exposure, focus, zoom … as last set for the live camera, by the names of MediaTrackConstraints */
      controls: z.record(z.string(), z.number()),
      /** the shutter goes by itself once the pose is good and still */
      automaticShot: z.boolean(),
      /** the gate's instructions are also spoken or sounded */
      gateSound: z.boolean(),
      /** when this desk was last checked with a test shot; null = never */
      lastCheck: z.object({ at: instant, device: z.string(), by: z.string() }).nullable(),
    }),
  ),
  'camera.choose': command(
    ['clerk'],
    z.object({
      // each of them: not given = as before, so that a switch never changes which camera is chosen
      way: z.enum(['live', 'still']).optional(),
      /** as the list showed it: what sits at this address under another name or in another plug is refused */
      still: stillDevice.optional(),
      liveDeviceLabel: z.string().max(200).optional(),
      controls: z.record(z.string().max(40), z.number()).optional(),
      automaticShot: z.boolean().optional(),
      gateSound: z.boolean().optional(),
    }),
    z.object({}),
  ),
  /** a still by the main process (node-webcam behind the safe wrapper); the renderer crops it to the profile */
  'camera.takeStill': command(['clerk'], z.object({}), z.object({ jpeg: bytes, device: z.string() })),
};
