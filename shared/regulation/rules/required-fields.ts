import { type CandidateField, documentsWithoutHousehold } from '../../domain/candidate-field.ts';
import { candidateFieldLabel } from '../../labels/field.ts';
import { type Answer, fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

/** A field of 1.2.1 that a record may lack for a while: whether it concerns everybody, and what to do about a gap. */
type Wanted = {
  readonly field: Extract<CandidateField, WantedField>;
  /** not asked of holders of Hong Kong, Macao, Taiwan or foreign documents (1.1.1b) */
  readonly residentsOnly: boolean;
  readonly next: string;
};
type WantedField =
  | 'politicalStatus'
  | 'pupilCategory'
  | 'householdPlace'
  | 'householdAuthority'
  | 'mobile'
  | 'address'
  | 'postCode'
  | 'foreignLanguage'
  | 'resume'
  | 'family';

const askPupil = '问本人后补上；今天补不上也能继续，记录带着标记';
const beforeFrozen = '注册生效前补齐：生效后要冻结到毕业，不能再改';

// The identity fields (name, sex, ethnicity, document, birth date) block and have rules of their own in identity.ts.
const wanted: readonly Wanted[] = [
  { field: 'politicalStatus', residentsOnly: true, next: askPupil },
  { field: 'pupilCategory', residentsOnly: false, next: '向学校问清后补上；不影响继续办理' },
  { field: 'householdPlace', residentsOnly: true, next: '看户口簿或问本人后补上' },
  { field: 'householdAuthority', residentsOnly: true, next: '看证件背面的签发机关后补上' },
  { field: 'mobile', residentsOnly: false, next: askPupil },
  { field: 'address', residentsOnly: false, next: askPupil },
  { field: 'postCode', residentsOnly: false, next: askPupil },
  { field: 'foreignLanguage', residentsOnly: false, next: '问本人考哪种外语后补上' },
  { field: 'resume', residentsOnly: false, next: beforeFrozen },
  { field: 'family', residentsOnly: false, next: beforeFrozen },
];

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

// 1.2.1: a missing field is told and travels with the record; an edition may make the record wait for it
function requiredField({ field, residentsOnly, next }: Wanted): Rule {
  return rule({
    id: `required-field.${kebab(field)}`,
    title: `已填${candidateFieldLabel(field)}`,
    clauses: residentsOnly ? ['1.2.1', '1.1.1b'] : ['1.2.1'],
    from,
    field,
    reads: residentsOnly ? [field, 'documentType'] : [field],
    consequenceOfFail: 'flag',
    consequenceOfUnknown: 'flag',
    test(f, read): Answer {
      if (residentsOnly && documentsWithoutHousehold.includes(f.documentType)) return pass();
      if (!isEmpty(f[field])) return pass();
      const sentence = `没有填${candidateFieldLabel(field)}`;
      return read('fieldsHeldWhenMissing').includes(field) ? fail(sentence, next, 'hold') : fail(sentence, next);
    },
  });
}

function kebab(field: string): string {
  return field.replace(/[A-Z]/gu, (capital) => `-${capital.toLowerCase()}`);
}

/** One rule per field, in the order of the form. */
export const requiredFieldRules: readonly Rule[] = wanted.map(requiredField);
