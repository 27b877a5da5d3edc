import { readEnrolmentNo } from '#shared/lib/enrolment-no.ts';
import { idCheckDigit, idNumberDistance } from '#shared/lib/id-number.ts';
import { addDays } from '#shared/lib/plain-date.ts';
import type { Sex } from './invented-names.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * Hands out invented numbers. Sequence numbers are 900–999 throughout, so that the whole file shows at a glance that it is
 * made up; check characters are right. No two ID numbers are within one slip of the pen of each other.
 */
export type NumberSource = {
  idNumber(areaCode: string, birthDate: string, sex: Sex): string;
  /** a birth date inside the school year of the cohort and an ID number for it */
  bornFor(cohortYear: number, areaCode: string, sex: Sex): { birthDate: string; idNumber: string };
  jNumber(areaCode: string, birthDate: string): string;
  lNumber(areaCode: string, birthDate: string): string;
  /** 199 0000 nnnn, each once */
  mobile(): string;
  /** `length` digits beginning with two zeros, each once */
  digits(length: number): string;
};

/** A body of 17 digits with its check character. */
export function withCheckDigit(body: string): string {
  return body + idCheckDigit(body);
}

/** `taken`: ID numbers of other files that must also stay at a distance. */
export function numberSource(random: SeededRandom, taken: readonly string[] = []): NumberSource {
  const given = [...taken];
  const givenElse = new Set<string>();
  // files that keep clear of each other in ID numbers do so in mobile numbers too: at most three for a pupil
  let mobiles = taken.length * 3;

  const once = (make: () => string): string => {
    for (let attempt = 0; attempt < 5_000; attempt += 1) {
      const text = make();
      if (givenElse.has(text)) continue;
      givenElse.add(text);
      return text;
    }
    throw new Error('no numbers left');
  };

  const tryIdNumber = (areaCode: string, birthDate: string, sex: Sex): string | null => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const sequence = 900 + random.below(50) * 2 + (sex === '1' ? 1 : 0);
      const number = withCheckDigit(`${areaCode}${birthDate.replaceAll('-', '')}${sequence}`);
      if (given.some((other) => idNumberDistance(other, number) < 2)) continue;
      given.push(number);
      return number;
    }
    return null;
  };

  return {
    bornFor: (cohortYear, areaCode, sex) => {
      for (let attempt = 0; attempt < 1_000; attempt += 1) {
        const birthDate = addDays(`${cohortYear - 16}-09-01`, random.below(365));
        const idNumber = tryIdNumber(areaCode, birthDate, sex);
        if (idNumber !== null) return { birthDate, idNumber };
      }
      throw new Error(`no ID numbers left for ${cohortYear}`);
    },
    idNumber: (areaCode, birthDate, sex) => {
      const number = tryIdNumber(areaCode, birthDate, sex);
      if (number === null) throw new Error(`no ID numbers left for ${birthDate}`);
      return number;
    },
    jNumber: (areaCode, birthDate) =>
      once(
        () =>
          `J${withCheckDigit(`${areaCode}${birthDate.replaceAll('-', '')}9${String(random.below(100)).padStart(2, '0')}`)}`,
      ),
    // a body that would pass the check of a G number proves nothing: such ones are passed over
    lNumber: (areaCode, birthDate) =>
      once(() => {
        const body = `${areaCode}${birthDate.replaceAll('-', '')}9${String(random.below(1000)).padStart(3, '0')}`;
        return readEnrolmentNo(`G${body}`).ok ? `L${body.slice(0, 17)}${(Number(body[17]) + 1) % 10}` : `L${body}`;
      }),
    mobile: () => {
      mobiles += 1;
      return `1990000${String(mobiles).padStart(4, '0')}`;
    },
    digits: (length) => once(() => `00${String(random.below(10 ** (length - 2))).padStart(length - 2, '0')}`),
  };
}
