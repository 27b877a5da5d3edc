import { z } from 'zod';

/** GET /v2/health: 200 while records can be taken in, 503 while not. */
export const healthAnswer = z.object({
  v: z.literal(2),
  state: z.enum(['ok', 'stopping', 'database']),
  database: z.enum(['pglite', 'postgresql']),
  /** how the store of photos is; a receiver of before does not say */
  photos: z
    .object({
      /** photos that were acknowledged and are not here any more */
      lost: z.int().min(0),
      /** bytes without a sound photo; `unreadable`: the disk does not read the file, or not all of it, and bytes may be 0 */
      damagedPacks: z.array(z.object({ pack: z.string(), bytes: z.int().min(0), unreadable: z.boolean() })),
    })
    .optional(),
});
export type HealthAnswer = z.infer<typeof healthAnswer>;
