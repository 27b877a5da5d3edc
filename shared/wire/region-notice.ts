import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { regulationEdition, signedCalendar } from './setup-file.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * What the region tells a county office: one signed text each, whatever carries it (a file now, the pull later). A notice
 * is applied once, by its id; `officeId` null = for every office.
 */
const id = z.uuid();
const instant = z.iso.datetime();
const head = { v: z.literal(1), noticeId: id, officeId: id.nullable(), issuedAt: instant };

const stepDecision = z.strictObject({
  ...head,
  kind: z.literal('stepDecision'),
  applicationId: id,
  /** the step that was taken elsewhere */
  step: z.enum(['schoolAgree', 'leagueApprove', 'regionDecide']),
  outcome: z.enum(['agreed', 'rejected', 'returned']),
  /** Chinese; set when not agreed */
  reason: z.string().max(500).nullable(),
  decidedBy: z.string().min(1).max(100),
  decidedAt: instant,
  /** number that the region gives a private candidate with its agreement (1.3.4) */
  candidacyNo: z.string().max(40).nullable(),
});

/** The region accepts a revision: the registration is in effect, 2.2 and 2.3 bind from here on (DESIGN §1). */
const acceptance = z.strictObject({
  ...head,
  kind: z.literal('acceptance'),
  candidacyId: id,
  revision: z.int().min(1),
  decidedAt: instant,
  candidacyNo: z.string().max(40).nullable(),
});

const edition = z.strictObject({ ...head, kind: z.literal('edition'), edition: regulationEdition });
const calendar = z.strictObject({ ...head, kind: z.literal('calendar'), calendar: signedCalendar });

const regionNotice = z.discriminatedUnion('kind', [stepDecision, acceptance, edition, calendar]);
export type RegionNotice = z.infer<typeof regionNotice>;

/** A notice as it travels: the exact text and the region's Ed25519 signature over it (base64). */
export const signedNotice = z.strictObject({ body: z.string().max(200_000), signature: z.string().max(120) });
export type SignedNotice = z.infer<typeof signedNotice>;

/** The region's file on a stick (`*.kaoji-region.json`). Each notice stands for itself: a bad one never spoils the rest. */
export const regionFile = z.strictObject({
  format: z.literal('kaoji-region'),
  version: z.literal(1),
  notices: z.array(signedNotice).min(1).max(5000),
});

/** The exact text that the region signs: canonical JSON. Throws where the facts are no notice. */
export function buildNotice(facts: unknown): string {
  return canonicalJson(regionNotice.parse(facts));
}

/** Reads a notice's text without judging its signature; null when this program cannot read it. */
export function readNotice(text: string): RegionNotice | null {
  const parsed = regionNotice.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}
