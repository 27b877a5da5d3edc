import type { Actor } from '../../shared/domain/role.ts';
import type { DeskDb } from '../db/open.ts';
import { writeAudit } from '../db/store/audit.ts';
import type { Clock } from '../platform/ports.ts';
import { storageFault } from './broken.ts';

/** Reads of single persons; lists show masked lines and are not logged one by one. */
const personalReads = new Set([
  'application.sheet',
  'application.readPage',
  'application.candidates',
  'desk.open',
  'desk.search',
  'desk.revealNumber',
  'examEntry.offer',
  'preRegistration.sheet',
  'preRegistration.dataToMend',
  'review.sheet',
  'photo.read',
  'photo.readDocument',
  'photo.reference',
  'photo.measures',
  // reasons of health and belief
  'photo.overrides',
  'photo.ofFile',
  'photoFiles.folder',
  'photoFiles.rows',
  'custody.names',
  // faulty cells stand there with their whole numbers
  'roster.rows',
  'custody.place',
]);

/** What a read is for where the call says it by itself (regulation 2.6); kept as the line's reference. */
const purposeOf: Readonly<Record<string, string>> = { 'desk.revealNumber': '核对证件' };

/** One line per person, call and account within this time; screens refetch after every change. */
const quietMs = 60_000;
/** what can wait for a disk that takes nothing at the moment */
const mostWaiting = 20_000;

export type AccessLog = {
  note(db: DeskDb, actor: Actor, call: string, input: unknown): void;
  flush(db: DeskDb): void;
};

/**
 * Who looked at whom. Lines are gathered and written together with the next flush (the desk's tick), because each commit
 * waits for the disk. While the disk takes nothing they wait for a later flush: a timer has nobody to tell.
 */
export function makeAccessLog(clock: Clock): AccessLog {
  const seen = new Map<string, number>();
  let waiting: { actor: Actor; call: string; subjectId: string | null; at: string }[] = [];
  return {
    note(_db, actor, call, input) {
      if (!personalReads.has(call)) return;
      const subjectId = subjectOf(input);
      const key = `${actor.userId} ${call} ${subjectId}`;
      const now = clock.monotonicMs();
      const last = seen.get(key);
      if (last !== undefined && now - last < quietMs) return;
      seen.set(key, now);
      if (seen.size > 5000) seen.clear();
      waiting.push({ actor, call, subjectId, at: clock.now() });
    },
    flush(db) {
      if (waiting.length === 0 || db.client.inTransaction) return;
      const lines = waiting;
      waiting = [];
      try {
        db.client.transaction(() => {
          for (const line of lines)
            writeAudit(db, { ...line, outcome: 'read', reference: purposeOf[line.call] ?? null });
        })();
      } catch (error) {
        if (storageFault(error) === null) throw error;
        waiting = lines.concat(waiting).slice(-mostWaiting);
      }
    },
  };
}

function subjectOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  if ('candidacyId' in input) return String(input.candidacyId);
  if ('applicationId' in input) return String(input.applicationId);
  if ('evidenceId' in input) return String(input.evidenceId);
  if ('captureId' in input) return String(input.captureId);
  if ('fileId' in input) return String(input.fileId);
  if ('folderId' in input) return String(input.folderId);
  if ('batchId' in input) return String(input.batchId);
  return 'differenceId' in input ? String(input.differenceId) : null;
}
