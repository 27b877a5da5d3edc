import { photoMeasureLabels } from '#shared/labels/photo-cause.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { measureBands } from '#shared/photo/judge-photo.ts';
import type { PhotoMeasurements } from '#shared/photo/photo-cause.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { findCapture, intactPhoto } from '../../db/store/capture.ts';
import { gateOf } from '../../db/store/photo-gate.ts';
import { photoProfileOf } from '../../db/store/photo-profile.ts';
import { judgeShot, type ShotGate } from '../../db/store/photo-verdict.ts';
import type { QueryHandler } from '../../platform/act.ts';

/**
 * One shot with each measure and the band that is good, and its verdict worked out anew from what is stored:
 * `agrees` is false where this program would say otherwise today, or no longer has the profile edition; `intact` where a
 * picture is not the one that was stored.
 */
export const photoMeasures: QueryHandler<'photo.measures'> = ({ captureId }, { db, actor }) => {
  const capture = findCapture(db, captureId);
  if (!capture) return failed(outOfReach);
  const reached = reachCandidacy(db, actor, capture.candidacyId);
  if (!reached.ok) return reached;
  const measurements = JSON.parse(capture.measurements) as PhotoMeasurements;
  const profile = photoProfileOf(db, capture.profileEdition);
  const gate = gateOf(db, capture);
  return ok({
    profileEdition: capture.profileEdition,
    gate,
    agrees: profile !== null && sameVerdict(gate, judgeShot(measurements, profile)),
    intact: [capture.originalSha256, capture.derivedSha256].every((sha256) => intactPhoto(db, sha256) !== null),
    measures: Object.entries(measurements).map(([name, value]) => measureLine(name, value, profile)),
  });
};

function sameVerdict(stored: ShotGate, anew: ReturnType<typeof judgeShot>): boolean {
  const codes = (causes: readonly { readonly code: string }[]) => causes.map((cause) => cause.code).join(' ');
  return stored.verdict === anew.verdict && codes(stored.causes) === codes(anew.causes);
}

function measureLine(name: string, value: number, profile: PhotoProfile | null) {
  const band = profile && measureBands(profile).find((one) => one.measure === name);
  const { label, unit } = photoMeasureLabels[name] ?? { label: name, unit: '' };
  const from = band?.from ?? null;
  const to = band?.to ?? null;
  return {
    name,
    label,
    value,
    unit,
    from,
    to,
    holds: (from === null || value >= from) && (to === null || value <= to),
  };
}
