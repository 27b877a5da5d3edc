import { z } from 'zod';

/** Something the region signed: the exact text, and Ed25519 (base64) over its UTF-8 bytes by the key pinned at set-up. */
export const signedText = z.strictObject({ body: z.string().max(4000), signature: z.string().max(120) });
export type SignedText = z.infer<typeof signedText>;

/** JSON of a text that came over the wire; undefined when it is none. */
export function parseWireJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
