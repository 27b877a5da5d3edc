import { neverOverriddenWords } from '../../../shared/labels/photo-override.ts';
import { neverOverridden } from '../../../shared/photo/never-overridden.ts';
import type { CandidacyFacts } from '../../../shared/regulation/facts.ts';
import type { DeskDb } from '../open.ts';
import { type CaptureRow, capturesOf, currentCapture, findCapture } from './capture.ts';
import { lookAlikesOf } from './photo-look-alike.ts';
import { overrideOf } from './photo-override.ts';
import { causesIn, type ShotGate } from './photo-verdict.ts';

/** What the gate said of a stored shot, who let it pass, and whose photo it looks like. */
export function gateOf(db: DeskDb, capture: Pick<CaptureRow, 'id' | 'verdict' | 'causes'>): ShotGate {
  const override = overrideOf(db, capture.id);
  const causes = causesIn(capture.causes);
  const never = neverOverridden(causes);
  const { what, next } = neverOverriddenWords(never);
  return {
    verdict: capture.verdict as ShotGate['verdict'],
    causes,
    overrideClosed: never.length > 0 ? `${what}。${next}` : null,
    override: override && { kind: override.kind, words: override.words, by: override.by, at: override.at },
    lookAlikes: lookAlikesOf(db, capture.id),
  };
}

type PhotoFacts = Required<
  Pick<CandidacyFacts, 'hasShot' | 'photoVerdict' | 'photoCauses' | 'photoOverride' | 'photoLookAlikes'>
>;

/** The facts about a candidacy's photo: of the shot `captureId`, or of the one that counts now. */
export function photoFacts(db: DeskDb, candidacyId: string, captureId: string | null): PhotoFacts {
  const capture = captureId === null ? currentCapture(capturesOf(db, candidacyId)) : findCapture(db, captureId);
  if (!capture || capture.candidacyId !== candidacyId)
    return { hasShot: false, photoVerdict: null, photoCauses: [], photoOverride: null, photoLookAlikes: [] };
  const gate = gateOf(db, capture);
  return {
    hasShot: capture.state !== 'superseded',
    photoVerdict: gate.verdict,
    photoCauses: gate.causes,
    photoOverride: gate.override?.kind ?? null,
    photoLookAlikes: gate.lookAlikes.map(({ fullName, className }) => ({ fullName, className })),
  };
}
