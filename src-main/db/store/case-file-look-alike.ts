import { idCheckDigit, idNumberDistance } from '#shared/lib/id-number.ts';
import { nameKey } from '#shared/lib/names.ts';
import type { DeskDb } from '../open.ts';
import type { DuplicateCaseKind } from './case-file.ts';

export type LookAlike = {
  readonly kind: DuplicateCaseKind;
  readonly candidacyId: string;
  readonly fullName: string;
  readonly className: string | null;
};

export type LookAlikeQuestion = {
  readonly candidacyId: string | null;
  readonly fullName: string;
  readonly birthDate: string;
  readonly documentType: string;
  readonly documentNumber: string;
};

const columns = `c.id AS candidacyId, c.full_name AS fullName, k.name AS className, c.document_number AS documentNumber`;
const living = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void') AND c.id <> @except`;
type Hit = Omit<LookAlike, 'kind'> & { readonly documentNumber: string };

/**
 * Records that may be the same person, each once, under the strongest reason: same document (type and number), same name
 * and birth date, a document number one slip of the pen away. Three indexed lookups.
 */
export function findLookAlikes(db: DeskDb, who: LookAlikeQuestion): LookAlike[] {
  const except = who.candidacyId ?? '';
  const same = db
    .statement(
      `SELECT ${columns} FROM candidacy c LEFT JOIN school_class k ON k.id = c.class_id
       WHERE c.document_number = @number AND c.document_type = @type AND ${living}`,
    )
    .all({ number: who.documentNumber, type: who.documentType, except }) as Hit[];
  const namesakes = db
    .statement(
      `SELECT ${columns} FROM candidacy c LEFT JOIN school_class k ON k.id = c.class_id
       WHERE c.name_key = @name AND c.birth_date = @birth AND ${living}`,
    )
    .all({ name: nameKey(who.fullName), birth: who.birthDate, except }) as Hit[];
  const near = (
    db
      .statement(
        `SELECT ${columns} FROM json_each(@numbers) n JOIN candidacy c ON c.document_number = n.value
           LEFT JOIN school_class k ON k.id = c.class_id WHERE ${living}`,
      )
      .all({ numbers: JSON.stringify(numbersOneSlipAway(who.documentNumber)), except }) as Hit[]
  ).filter((hit) => idNumberDistance(hit.documentNumber, who.documentNumber) === 1);
  const found = new Map<string, LookAlike>();
  const take = (hits: readonly Hit[], kind: DuplicateCaseKind) => {
    for (const { candidacyId, fullName, className } of hits)
      if (!found.has(candidacyId)) found.set(candidacyId, { kind, candidacyId, fullName, className });
  };
  take(same, 'duplicateDocument');
  take(namesakes, 'sameNameAndBirth');
  take(near, 'nearDocument');
  return [...found.values()];
}

/**
 * Numbers with one character changed or two neighbours swapped; 18-character numbers also with the check character made
 * to fit, as idNumberDistance counts them. A few hundred texts, for an indexed lookup.
 */
function numbersOneSlipAway(number: string): string[] {
  const isIdNumber = /^\d{17}[\dX]$/u.test(number);
  const body = isIdNumber ? number.slice(0, 17) : number;
  const end = isIdNumber ? number.slice(17) : '';
  const out = new Set<string>();
  for (const changed of slips(body)) {
    out.add(changed + end);
    if (isIdNumber) out.add(changed + idCheckDigit(changed));
  }
  if (isIdNumber) for (const check of '0123456789X') out.add(body + check);
  out.delete(number);
  return [...out];
}

function* slips(text: string): Generator<string> {
  for (let i = 0; i < text.length; i += 1) {
    const alphabet = /\d/u.test(text.charAt(i)) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    for (const other of alphabet) yield text.slice(0, i) + other + text.slice(i + 1);
    if (i + 1 < text.length) yield text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2);
  }
}
