import type { Actor } from '#shared/domain/role.ts';
import type { ApplicationView } from './application.ts';

/**
 * Who decided a step, as the timeline names it: the account, and where the county records what a school has decided on paper
 * (3.1c), that school's paper beside it. A school's own account is never in the county's roles.
 */
export function nameOfDecider({ actor }: { readonly actor: Actor }, view: ApplicationView, step: number): string {
  const { request } = view;
  if (request.kind !== 'transfer' || actor.role === 'schoolAdministrator') return actor.displayName;
  const kind = view.steps[step];
  const school = kind === 'releasingSchoolAgree' ? (request.from?.name ?? '转出学校') : request.joiningSchool.name;
  const isSchools = kind === 'releasingSchoolAgree' || kind === 'joiningSchoolAgree';
  return isSchools ? `${actor.displayName}（凭${school}的书面决定记下）` : actor.displayName;
}
