import type { Fault } from '#shared/contract/faults.ts';
import { closingFindings, type Finding } from '#shared/domain/finding.ts';
import type { SchoolData } from '#shared/domain/school-field.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { type ParameterName, type ParameterOf, parameter } from '#shared/regulation/parameters.ts';
import { findingsText } from './decision-findings.ts';
import { editionToday, type FactsContext } from './facts-office.ts';
import type { OwnSchool } from './school.ts';
import { classesOfSchool, teachersOfClass } from './school-class.ts';

/** Facts of the school that an act of its own account is about. */
export function schoolFacts(context: FactsContext, school: OwnSchool, data: SchoolData = school): CandidacyFacts {
  const { db, actor, clock } = context;
  const open = classesOfSchool(db, school.id).filter((one) => one.closedAt === null);
  return {
    today: clock.today(),
    now: clock.now(),
    actorId: actor.userId,
    actorRole: actor.role,
    actorSchoolId: actor.schoolId,
    concernedSchoolId: school.id,
    schoolAddress: data.address,
    schoolHeadName: data.headName,
    schoolKind: data.kind,
    schoolStaffCount: data.staffCount,
    schoolPhone: data.phone,
    schoolClasses: open.map(({ name }) => name),
    classesWithoutTeacher: open.filter(({ id }) => teachersOfClass(db, id).length === 0).map(({ name }) => name),
  };
}

/** An act of the school is open unless a finding blocks or holds; judged by the edition in force today. */
export function judgeSchoolAct(
  context: FactsContext,
  rules: readonly Rule[],
  facts: CandidacyFacts,
  title: string,
): Result<readonly Finding[], Fault> & { readonly findings: readonly Finding[] } {
  const findings = check(rules, facts, editionToday(context.db, context.clock.today()));
  const closing = closingFindings(findings);
  if (closing.length > 0) return { ...failed({ kind: 'refused', title, findings: closing } as const), findings };
  return { ...ok(findings), findings };
}

/** Findings as an event about no candidacy keeps them: `decision_record` belongs to candidacies. */
export function keptFindings(findings: readonly Finding[]): unknown {
  return JSON.parse(findingsText(findings));
}

/** A parameter of the edition in force today. */
export function parameterToday<N extends ParameterName>(context: FactsContext, name: N): ParameterOf<N> {
  const today = context.clock.today();
  return parameter(editionToday(context.db, today), name, today);
}
