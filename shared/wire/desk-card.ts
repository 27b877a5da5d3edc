import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { ageRecipient } from './parcel.ts';
import { parseWireJson } from './signed-text.ts';

/**
 * Card of a desk (`*.kaoji-desk.json`): who it is, whom parcels for it are sealed to, which key signs its own. `body` is
 * canonical JSON, signed by that very key: it proves that the desk holds the key. Whose desk it is, people see by the
 * fingerprint on its screen.
 */
const deskCardFacts = z.strictObject({
  v: z.literal(1),
  suite: z.literal(1),
  deviceId: z.uuid(),
  deskName: z.string().min(1).max(60),
  officeId: z.uuid(),
  /** SPKI (base64) */
  publicKey: z.string().max(120),
  recipient: ageRecipient,
});
export type DeskCard = z.infer<typeof deskCardFacts>;

export const deskCardFile = z.strictObject({
  format: z.literal('kaoji-desk'),
  version: z.literal(1),
  body: z.string().max(2000),
  signature: z.string().max(120),
});

/** The exact text that is signed. */
export function buildDeskCard(facts: Omit<DeskCard, 'v' | 'suite'>): string {
  return canonicalJson(deskCardFacts.parse({ v: 1, suite: 1, ...facts }));
}

/** Reads a card's text without judging its signature; null = no card, or one of a newer program. */
export function readDeskCard(text: string): DeskCard | null {
  const parsed = deskCardFacts.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}
