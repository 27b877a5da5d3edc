import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { applicationStepRules } from '#shared/regulation/application-base-rules.ts';
import { type ApplicationView, saveApplication } from '../../db/store/application.ts';
import {
  arrangePage,
  type EvidenceRow,
  findEvidence,
  insertEvidence,
  lastEvidence,
  pagesOf,
  removeEvidence,
} from '../../db/store/application-evidence.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import type { PhotoBytes } from '../../db/store/capture.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { chosenFile, sha256 } from './chosen-files.ts';
import { evidencePages } from './evidence-pages.ts';
import type { Versioned } from './versioned.ts';

type Prepared = Pick<EvidenceRow, 'source' | 'fileSha256'> & { readonly pages: readonly PhotoBytes[] };

/** Attaches pages while the application is prepared; a page that is no picture refuses all of them. */
export const addEvidence: CommandHandler<'application.addEvidence', Prepared> = {
  prepare: async ({ pages, fileToken }, context) => {
    // pages from the camera have no file of their own: the hash is over the pages in their order
    const scanned = { source: 'camera', fileSha256: sha256(...pages) } as const;
    const file = fileToken === null ? scanned : chosenFile(context, fileToken);
    if (!file) return failed(invalid('fileToken', '材料的文件要在本机这一次打开以后选。重新选一次'));
    const kept = evidencePages(pages);
    return kept.ok ? ok({ ...file, pages: kept.value }) : kept;
  },
  act: (input, { pages, source, fileSha256 }, context) => {
    const { db, actor, clock, ids, record } = context;
    const reached = reachApplication(context, input.applicationId);
    if (!reached.ok) return reached;
    const view = reached.value;
    const repeated = sameEvidence(context, view, { ...input, fileSha256 }, pages);
    if (repeated) return ok({ evidenceId: repeated, version: view.row.version });
    const open = openForEvidence(context, view, input);
    if (!open.ok) return open;
    const { applicationId, kind } = input;
    const evidenceId = ids.uuid();
    const row = {
      id: evidenceId,
      applicationId,
      kind,
      source,
      fileSha256,
      addedBy: actor.userId,
      addedAt: clock.now(),
    };
    insertEvidence(db, row, pages);
    const saved = saveApplication(db, view.row, {});
    record({
      kind: 'application.evidenceAdded',
      subjectNoun: 'application',
      subjectId: applicationId,
      candidacyId: view.candidacy.id,
      payload: { evidenceId, kind, source, fileSha256, pages: pages.map((page) => page.sha256) },
    });
    return ok({ evidenceId, version: saved.version });
  },
  changes: ['application'],
};

type Attached = Versioned & { readonly kind: string; readonly fileSha256: string };

/** A second press of the same key: the same file, attached last by the same person from this version on. */
function sameEvidence(
  { db, actor }: CommandContext,
  { row }: ApplicationView,
  input: Attached,
  pages: readonly PhotoBytes[],
): string | null {
  const last = lastEvidence(db, row.id);
  if (row.version !== input.version + 1 || last?.addedBy !== actor.userId) return null;
  const isSame = last.kind === input.kind && last.fileSha256 === input.fileSha256;
  const hashes = pagesOf(db, last.id).map((page) => page.pictureSha256);
  return isSame && hashes.join() === pages.map((page) => page.sha256).join() ? last.id : null;
}

function openForEvidence(context: CommandContext, view: ApplicationView, { version }: Versioned): Result<null, Fault> {
  if (view.row.version !== version) return failed(staleFault(context.db, view.row.id));
  const { result } = judgeApplication('application.amend', context, view, undefined, applicationStepRules);
  return result.ok ? ok(null) : result;
}

/** Takes evidence out while the application is prepared; it stays in the record. */
export const takeEvidenceOut: CommandHandler<'application.removeEvidence'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock, record } = context;
    const reached = reachApplication(context, input.applicationId);
    if (!reached.ok) return reached;
    const view = reached.value;
    const evidence = findEvidence(db, input.evidenceId);
    if (evidence?.applicationId !== view.row.id) return failed(outOfReach);
    if (evidence.removedAt !== null) return ok({ version: view.row.version });
    const open = openForEvidence(context, view, input);
    if (!open.ok) return open;
    removeEvidence(db, evidence.id, actor.userId, clock.now());
    const saved = saveApplication(db, view.row, {});
    record({
      kind: 'application.evidenceRemoved',
      subjectNoun: 'application',
      subjectId: view.row.id,
      candidacyId: view.candidacy.id,
      payload: { evidenceId: evidence.id, kind: evidence.kind },
    });
    return ok({ version: saved.version });
  },
  changes: ['application'],
};

/** Turns and covers of one page, as people look at it; the picture itself is never changed. */
export const arrangeEvidencePage: CommandHandler<'application.arrangePage'> = {
  act: ({ applicationId, evidenceId, page }, _prepared, context) => {
    const { db, record } = context;
    const reached = reachApplication(context, applicationId);
    if (!reached.ok) return reached;
    const evidence = findEvidence(db, evidenceId);
    if (evidence?.applicationId !== applicationId) return failed(outOfReach);
    const before = pagesOf(db, evidenceId).find((one) => one.position === page.position);
    if (!before) return failed(invalid('page', `没有第 ${page.position} 页。重新打开材料`));
    if (before.turns === page.turns && before.covers === JSON.stringify(page.covers)) return ok({});
    arrangePage(db, evidenceId, page);
    record({
      kind: 'application.pageArranged',
      subjectNoun: 'application',
      subjectId: applicationId,
      candidacyId: reached.value.candidacy.id,
      payload: { evidenceId, ...page, before: { turns: before.turns, covers: JSON.parse(before.covers) as unknown } },
    });
    return ok({});
  },
  changes: ['application'],
};
