import {
  demoEnrolmentCode,
  type EnrolmentRequest,
  enrolmentCodeLength,
  plainEnrolmentCode,
} from '#shared/wire/enrolment.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import { DeskActFault, type DeskActProblem, enrolDesk, secretFits } from './desk-acts.ts';
import { lockUsableCode, noteCodeUsed, noteWrongTry } from './store/enrolment-code.ts';
import { createWrongCodePace } from './wrong-code-pace.ts';

type Enrolled =
  | { readonly certificate: SignedText }
  | {
      readonly code: 'bad-code' | 'too-many-tries' | DeskActProblem;
      readonly title: string;
      /** for too-many-tries: when a wrong code is looked at again */
      readonly retryAfterSeconds?: number;
    };

const demoTerm = { by: '演示', validDays: 400, act: 'demo code used' } as const;
const badCode = { code: 'bad-code', title: 'this code is not valid: wrong, used, or too old' } as const;

/**
 * Lets desks enrol with a code, once each. A code dies after five wrong tries; an address that goes on trying is slowed down
 * and then wears no code out any more. A right code is taken whatever others have tried before: nobody can close the door to
 * a county. What protects a code is its secret of 60 bits, not the pace. `demoOffice`: the office that may use the printed
 * code of the demo county; null on any receiver that is in earnest. `address`: where the request comes from.
 */
export function createCodeEnrolment(
  { db, key, now }: Pick<Receiver, 'db' | 'key' | 'now'>,
  demoOffice: string | null,
): (request: EnrolmentRequest, typed: string, address: string) => Promise<Enrolled> {
  const pace = createWrongCodePace();
  return async (request, typed, address) => {
    const plain = plainEnrolmentCode(typed);
    if (plain === plainEnrolmentCode(demoEnrolmentCode)) {
      // no guess: every desk of the demo county asks with it
      if (request.officeId !== demoOffice) return badCode;
      return refusable(async () => ({
        certificate: await db.transaction((c) => enrolDesk(c, key, request, demoTerm, now())),
      }));
    }
    const number = plain.slice(0, enrolmentCodeLength.number);
    const secret = plain.slice(enrolmentCodeLength.number);
    const enrolAfter = (wait: number) =>
      refusable(() =>
        db.transaction(async (connection): Promise<Enrolled> => {
          const refused = wait === 0 ? badCode : tooManyTries(wait);
          const code = await lockUsableCode(connection, number, now());
          if (!code) return refused;
          if (!secretFits(key, number, secret, code.secretHash)) {
            if (wait === 0) await noteWrongTry(connection, number);
            return refused;
          }
          if (code.officeId !== request.officeId)
            return { code: 'wrong-office', title: 'this code is for another county office' };
          const { by, validDays } = code;
          const certificate = await enrolDesk(connection, key, request, { by, validDays, act: 'code used' }, now());
          await noteCodeUsed(connection, number, request.deviceId, now());
          return { certificate };
        }),
      );
    return pace.look({ address, at: Date.parse(now()) }, enrolAfter, (found) => found === badCode);
  };
}

function tooManyTries(wait: number): Enrolled {
  const retryAfterSeconds = Math.ceil(wait / 1000);
  return { code: 'too-many-tries', title: `many wrong codes: wait ${retryAfterSeconds} s`, retryAfterSeconds };
}

/** What the desk's own past stands against is a refusal with its reason, and the transaction is taken back. */
async function refusable(step: () => Promise<Enrolled>): Promise<Enrolled> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DeskActFault) return { code: error.problem, title: titles[error.problem] };
    throw error;
  }
}

const titles = {
  'bad-frame': 'this request cannot be used',
  unproven: 'this desk is known under another key',
  'wrong-office': 'this desk is known at another county office',
  revoked: 'this desk was taken out by people of the region',
} as const satisfies Record<DeskActProblem, string>;
