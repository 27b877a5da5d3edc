import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoSetupBody } from '../scripts/demo-data/setup-body.ts';
import type { DeskDb } from '../src-main/db/open.ts';
import type { Services } from '../src-main/platform/act.ts';
import { makeDesk, type TestClock, type TestDesk } from '../tests/make-desk.ts';

/** A clock that runs as the machine's does, on a day inside the demo county's registration window. */
export function runningClock(start = '2026-11-23T02:00:00.000Z'): TestClock {
  let offset = Date.parse(start) - performance.now();
  const at = () => offset + performance.now();
  return {
    now: () => new Date(at()).toISOString(),
    today: () => new Date(at() + 8 * 3_600_000).toISOString().slice(0, 10),
    monotonicMs: () => Math.floor(performance.now()),
    bootId: '00000000-0000-7000-8000-00000000be4c',
    set: (now) => {
      offset = Date.parse(now) - performance.now();
    },
    advance: (ms) => {
      offset += ms;
    },
  };
}

/** The desk of the demo county on a real encrypted file in a new folder below `parent`, without pupils. */
export async function benchDesk(parent: string, name: string, services: Partial<Services> = {}): Promise<TestDesk> {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  return openBenchDesk(folder, services);
}

/** The desk in `folder`; set up as the demo county when the folder is new. */
export function openBenchDesk(folder: string, services: Partial<Services> = {}): Promise<TestDesk> {
  return makeDesk({ folder, clock: runningClock(), county: demoSetupBody(), services });
}

export type BenchClass = {
  readonly classId: string;
  readonly schoolId: string;
  readonly schoolCode: string;
  readonly classCode: string;
  readonly cohortYear: number;
};

/** Classes of the office's own schools, in a fixed order. */
export function ownClasses(db: DeskDb): BenchClass[] {
  return db.client
    .prepare(
      `SELECT k.id AS classId, s.id AS schoolId, s.code AS schoolCode, k.code AS classCode, k.cohort_year AS cohortYear
       FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.is_own = 1 ORDER BY s.code, k.code`,
    )
    .all() as BenchClass[];
}
