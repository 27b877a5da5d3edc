import type { Output } from '../../../shared/contract/index.ts';
import type { OverrideKind } from '../../../shared/photo/override-kind.ts';
import { overrideKinds } from '../../../shared/photo/override-kind.ts';
import type { DeskDb } from '../open.ts';
import { type PhotoOverrideRow, photoOverride } from '../schema/photo-gate.ts';
import { causesIn } from './photo-verdict.ts';

export type Override = NonNullable<Output<'desk.storeShot'>['gate']['override']>;

/** Keeps a second person's word for a shot. The table takes one per shot, never by the clerk (trigger). */
export function insertOverride(db: DeskDb, row: PhotoOverrideRow): void {
  db.orm.insert(photoOverride).values(row).run();
}

const columns = `SELECT o.kind, o.words, u.display_name AS "by", o.overridden_at AS at, o.second_id AS secondId
  FROM photo_override o JOIN user_account u ON u.id = o.second_id`;

/** Who let a shot pass, and why; null = nobody had to. */
export function overrideOf(db: DeskDb, captureId: string): (Override & { readonly secondId: string }) | null {
  const row = db.statement(`${columns} WHERE o.capture_id = ?`).get(captureId);
  return (row as (Override & { secondId: string }) | undefined) ?? null;
}

/** How many shots were let pass, per kind; every kind is in it. */
export function countOverrides(db: DeskDb): { kind: OverrideKind; count: number }[] {
  const rows = db.statement('SELECT kind, count(*) AS count FROM photo_override GROUP BY kind').all() as {
    kind: OverrideKind;
    count: number;
  }[];
  return overrideKinds.map((kind) => ({ kind, count: rows.find((row) => row.kind === kind)?.count ?? 0 }));
}

type OverrideLine = Output<'photo.overrides'>['lines'][number];

/** Every override, newest first, in the order they were stored; at most `limit`. */
export function listOverrides(db: DeskDb, limit: number): OverrideLine[] {
  const rows = db
    .statement(
      `SELECT o.kind, o.words, s.display_name AS "by", o.overridden_at AS at, p.candidacy_id AS candidacyId,
         p.id AS captureId, c.full_name AS fullName, k.name AS className, w.display_name AS clerk, p.causes
       FROM photo_override o JOIN capture p ON p.id = o.capture_id JOIN candidacy c ON c.id = p.candidacy_id
         JOIN user_account s ON s.id = o.second_id JOIN user_account w ON w.id = o.clerk_id
         LEFT JOIN school_class k ON k.id = c.class_id
       ORDER BY o.rowid DESC LIMIT ?`,
    )
    .all(limit) as (Omit<OverrideLine, 'causes'> & { causes: string })[];
  return rows.map((row) => ({ ...row, causes: causesIn(row.causes) }));
}
