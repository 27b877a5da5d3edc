import {
  demoEnrolmentCode,
  type EnrolmentRequest,
  enrolmentCodeLength,
  plainEnrolmentCode,
} from '#shared/wire/enrolment.ts';
import type { ProblemCode } from '#shared/wire/push.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import { DeskActFault, enrolDesk, secretFits } from './desk-acts.ts';
import { lockUsableCode, noteCodeUsed, noteWrongTry } from './store/enrolment-code.ts';

type Enrolled =
  | { readonly certificate: SignedText }
  | { readonly code: Extract<ProblemCode, 'bad-code' | 'wrong-office' | 'too-many-tries'>; readonly title: string };

/** Wrong codes in a row of time after which nobody is listened to for a while, whichever code is tried. */
const tries = { most: 20, withinMs: 10 * 60_000 } as const;
const demoTerm = { by: '演示', validDays: 400, act: 'code used' } as const;

/**
 * Lets desks enrol with a code, once each. A code dies after five wrong tries, and all codes rest after twenty.
 * `demoOffice`: the office that may use the printed code of the demo county; null on any receiver that is in earnest.
 */
export function createCodeEnrolment(
  { db, key, now }: Pick<Receiver, 'db' | 'key' | 'now'>,
  demoOffice: string | null,
): (request: EnrolmentRequest, typed: string) => Promise<Enrolled> {
  let wrong: number[] = [];
  const tooMany = { code: 'too-many-tries', title: 'too many wrong codes: wait ten minutes' } as const;
  const badCode = { code: 'bad-code', title: 'this code is not valid: wrong, used, or too old' } as const;
  return async (request, typed) => {
    const at = Date.parse(now());
    wrong = wrong.filter((one) => at - one < tries.withinMs);
    if (wrong.length >= tries.most) return tooMany;
    const plain = plainEnrolmentCode(typed);
    if (plain === plainEnrolmentCode(demoEnrolmentCode)) {
      // no guess: every desk of the demo county asks with it
      if (request.officeId !== demoOffice) return badCode;
      return { certificate: await db.transaction((c) => enrolDesk(c, key, request, demoTerm, now())) };
    }
    const number = plain.slice(0, enrolmentCodeLength.number);
    const secret = plain.slice(enrolmentCodeLength.number);
    const enrolled = await db.transaction(async (connection): Promise<Enrolled> => {
      const code = await lockUsableCode(connection, number, now());
      if (!code) return badCode;
      if (!secretFits(key, number, secret, code.secretHash)) {
        await noteWrongTry(connection, number);
        return badCode;
      }
      if (code.officeId !== request.officeId)
        return { code: 'wrong-office', title: 'this code is for another county office' };
      try {
        const { by, validDays } = code;
        const certificate = await enrolDesk(connection, key, request, { by, validDays, act: 'code used' }, now());
        await noteCodeUsed(connection, number, request.deviceId, now());
        return { certificate };
      } catch (error) {
        if (error instanceof DeskActFault)
          return { code: 'wrong-office', title: 'this desk is known under another key or office' };
        throw error;
      }
    });
    if ('code' in enrolled && enrolled.code === 'bad-code') wrong.push(at);
    return enrolled;
  };
}
