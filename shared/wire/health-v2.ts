import { z } from 'zod';

/** GET /v2/health: 200 while records can be taken in, 503 while not. */
export const healthAnswer = z.object({
  v: z.literal(2),
  state: z.enum(['ok', 'stopping', 'database']),
  database: z.enum(['pglite', 'postgresql']),
});
export type HealthAnswer = z.infer<typeof healthAnswer>;
