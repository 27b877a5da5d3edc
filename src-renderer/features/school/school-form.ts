import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Input } from '#shared/contract/index.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { School } from './school-words.ts';

/** What has been typed so far; '' = nothing. */
export type SchoolForm = {
  /** of the school's data that it was typed over: what another person stores meanwhile makes it stale */
  readonly version: number;
  readonly address: string;
  readonly headName: string;
  readonly kind: string | null;
  readonly staffCount: string;
  readonly phone: string;
};
type SchoolData = Omit<Input<'school.save'>, 'version'>;

/** The form as it begins: what is stored. */
export function formOf(school: School): SchoolForm {
  return {
    version: school.version,
    address: school.address ?? '',
    headName: school.headName ?? '',
    kind: school.kind,
    staffCount: school.staffCount === null ? '' : String(school.staffCount),
    phone: school.phone ?? '',
  };
}

/** The data to be sent, or what cannot be read as a number; whether values are right is main's to judge. */
export function toSchoolData(form: SchoolForm): Result<SchoolData, Fault> {
  const digits = form.staffCount.normalize('NFKC').trim();
  const staffCount = digits === '' ? null : Number(digits);
  if (staffCount !== null && !Number.isFinite(staffCount)) {
    return failed(invalid('staffCount', `教职工数“${form.staffCount}”：不是数字。写人数，如 186`));
  }
  const { address, headName, kind, phone } = form;
  return ok({ address: orNull(address), headName: orNull(headName), kind, staffCount, phone: orNull(phone) });
}

/** A form found on disk, or null where it cannot be used. */
export function readSchoolForm(content: unknown): SchoolForm | null {
  if (typeof content !== 'object' || content === null) return null;
  const { version, address, headName, kind, staffCount, phone } = content as Record<string, unknown>;
  if (typeof version !== 'number') return null;
  const texts = [address, headName, staffCount, phone];
  if (!texts.every((text) => typeof text === 'string')) return null;
  if (kind !== null && typeof kind !== 'string') return null;
  return content as SchoolForm;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
