import { z } from 'zod';
import { roles } from '../domain/role.ts';
import { windowKinds } from '../domain/window-kind.ts';

/**
 * The set-up file of the region (`*.kaoji-setup.json`). The envelope carries the exact signed text; `signature` is
 * Ed25519 (base64) over the UTF-8 bytes of `body`, made with the key whose SPKI (base64) is `regionPublicKey`.
 * People compare the key's fingerprint with the one on paper; afterwards the key is pinned and never taken from the wire.
 */
export const setupEnvelope = z.object({
  format: z.literal('kaoji-setup'),
  version: z.literal(1),
  /** 1 = Ed25519 / SHA-256; 2 is reserved for SM2/SM3 */
  suite: z.literal(1),
  regionPublicKey: z.string().max(400),
  body: z.string().max(5_000_000),
  signature: z.string().max(200),
});
export type SetupEnvelope = z.infer<typeof setupEnvelope>;

const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Dated numbers and switches; names and meaning are in shared/regulation/parameters.ts. */
export const regulationEdition = z.object({
  id: z.string().max(40),
  label: z.string().max(100),
  inForceFrom: plainDate,
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  /** chains of procedures that this edition orders anew: fixed step kinds, each with the clauses that demand it */
  chains: z
    .record(
      z.string().max(40),
      z.array(z.object({ step: z.string().max(40), clauses: z.array(z.string().max(10)).max(10) })).max(20),
    )
    .optional(),
});

/** Numbers of a photo profile; the default is the education ministry's 480×640 (domain facts 4.1). */
export const photoProfile = z.object({
  id: z.string().max(40),
  label: z.string().max(100),
  inForceFrom: plainDate,
  width: z.int(),
  height: z.int(),
  dpi: z.int(),
  maxBytes: z.int(),
  minQuality: z.int(),
  crownTop: z.tuple([z.int(), z.int()]),
  eyesTop: z.tuple([z.int(), z.int()]),
  faceWidth: z.tuple([z.int(), z.int()]),
  backgrounds: z.array(z.tuple([z.int(), z.int(), z.int()])),
  /**
   * limits of the gate by their names in shared/photo: all of them in an edition that is issued now; an older one names
   * some or none, and the program's own numbers of that time, which never change, stand for the others
   */
  limits: z.record(z.string().max(40), z.number()).default({}),
  /** one exam or one cohort only; absent = any. The desk registers for `academicLevel` (学业水平考试) */
  exam: z.string().max(40).nullable().default(null),
  cohortYear: z.int().nullable().default(null),
});

/** Published instants, UTC ISO with Z (people see +08:00). */
const calendarWindow = z.object({
  kind: z.enum(windowKinds),
  label: z.string().max(100),
  cohortYear: z.int().nullable(),
  sitting: z.string().max(40).nullable(),
  opensAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
});

/** The exam calendar as the region signs it. */
export const signedCalendar = z.object({
  id: z.string().max(60),
  label: z.string().max(100),
  inForceFrom: plainDate,
  windows: z.array(calendarWindow),
});

export const setupBody = z.object({
  issuedOn: plainDate,
  isDemo: z.boolean(),
  office: z.object({
    id: z.uuid(),
    name: z.string().max(100),
    countyCode: z.string().regex(/^\d{6}$/),
    countyName: z.string().max(60),
    examAreaCode: z.string().max(20),
    examAreaName: z.string().max(100),
  }),
  /** every exam area of the region: a table of its own, not GB/T 2260 */
  examAreas: z.array(z.object({ code: z.string().max(20), name: z.string().max(100), leagueName: z.string().max(60) })),
  /** own schools with classes; schools of other counties only by name, so that a refusal can name them */
  schools: z.array(
    z.object({
      code: z.string().max(20),
      name: z.string().max(100),
      examAreaCode: z.string().max(20),
      isOwn: z.boolean(),
      kind: z.string().max(40).nullable(),
      address: z.string().max(200).nullable(),
      headName: z.string().max(60).nullable(),
      staffCount: z.int().nullable(),
      phone: z.string().max(30).nullable(),
      classes: z.array(z.object({ code: z.string().max(20), name: z.string().max(60), cohortYear: z.int() })),
    }),
  ),
  /** accounts with first passwords; the demo county ships them, a real file usually has none */
  accounts: z.array(
    z.object({
      loginName: z.string().max(40),
      displayName: z.string().max(60),
      role: z.enum(roles),
      password: z.string().min(8).max(200),
      schoolCode: z.string().nullable(),
      classCodes: z.array(z.object({ classCode: z.string(), cohortYear: z.int() })),
    }),
  ),
  calendar: signedCalendar,
  regulationEditions: z.array(regulationEdition).min(1),
  photoProfiles: z.array(photoProfile).min(1),
  receiverUrl: z.url().nullable(),
  /** whom parcels for the region are sealed to (age); absent in files made before parcels */
  regionRecipient: z.string().max(100).optional(),
});
export type SetupBody = z.infer<typeof setupBody>;
