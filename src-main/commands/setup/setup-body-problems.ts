import { profileProblems } from '../../../shared/photo/profile-problems.ts';
import { editionProblems } from '../../../shared/regulation/parameters.ts';
import { chainProblems } from '../../../shared/regulation/procedures.ts';
import type { SetupBody } from '../../../shared/wire/setup-file.ts';
import { receiverAddressProblem } from '../../security/receiver-address.ts';

/** What a well-signed set-up file may still have wrong: editions, accounts without a place, an open address. */
export function setupBodyProblems(body: SetupBody): readonly string[] {
  const address = body.receiverUrl === null ? null : receiverAddressProblem(body.receiverUrl);
  return [
    ...body.regulationEditions.flatMap((edition) => [...editionProblems(edition), ...chainProblems(edition)]),
    ...body.photoProfiles.flatMap(profileProblems),
    ...sameIdTwice(body),
    ...body.accounts.flatMap((account) => accountProblems(body, account)),
    ...(address === null ? [] : [address]),
  ];
}

/** An edition is found again by its id, years later. */
function sameIdTwice({ regulationEditions, photoProfiles, calendar }: SetupBody): readonly string[] {
  const ids = [...regulationEditions, ...photoProfiles, calendar].map((edition) => edition.id);
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...twice].map((id) => `版本编号“${id}”用了两次`);
}

function accountProblems(body: SetupBody, account: SetupBody['accounts'][number]): readonly string[] {
  const isSchool = account.role === 'schoolAdministrator' || account.role === 'classTeacher';
  const school = body.schools.find((one) => one.isOwn && one.code === account.schoolCode);
  if (isSchool !== (account.schoolCode !== null)) return [`账户“${account.loginName}”的学校写错了`];
  if (isSchool && !school) return [`账户“${account.loginName}”的学校 ${account.schoolCode} 不在文件里`];
  const missing = account.classCodes.find(
    (one) => !school?.classes.some((c) => c.code === one.classCode && c.cohortYear === one.cohortYear),
  );
  return missing ? [`账户“${account.loginName}”的班级 ${missing.classCode} 不在文件里`] : [];
}
