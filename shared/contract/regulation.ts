import { z } from 'zod';
import { query } from './call.ts';
import { plainDate } from './shapes.ts';

const lawRule = z.object({
  ruleId: z.string(),
  title: z.string(),
  /** what follows where it does not hold: 不能办 / 先等着 / 带标记继续 / 要写明原因 */
  consequence: z.string(),
});

export const regulation = {
  /** every clause with what the desk does about it, the rules of the house, and the parameters as they stand today */
  'regulation.read': query(
    'anyone',
    z.object({}),
    z.object({
      edition: z.object({ label: z.string(), inForceFrom: plainDate }),
      clauses: z.array(
        z.object({
          id: z.string(),
          shownAs: z.string(),
          summary: z.string(),
          rules: z.array(lawRule),
          /** why there is no rule, or what is still to come; null = ruled in full */
          note: z.string().nullable(),
        }),
      ),
      houseRules: z.array(lawRule),
      parameters: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          value: z.string(),
          basis: z.string(),
          source: z.string(),
          /** the edition in force says otherwise than the program's default */
          ofEdition: z.boolean(),
        }),
      ),
    }),
  ),
};
