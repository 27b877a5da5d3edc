import type { DeskDb } from '../open.ts';
import { accountById } from './account.ts';

/** Why the region gave a record back: what is wrong, and what to do, in Chinese. */
export type ReturnReason = { readonly sentence: string; readonly next: string };

/** What is wrong and what to do, as whole sentences. */
export function reasonInWords({ sentence, next }: ReturnReason): string {
  return `${withStop(sentence)}${next ? `下一步：${withStop(next)}` : ''}`;
}

/**
 * The reason that stands on a record the region gave back: what is wrong, what to do, who has it now. A refused record
 * never lies around without an owner (DESIGN §6).
 */
export function returnWords(db: DeskDb, reason: ReturnReason, capturedBy: string | null): string {
  const words = `自治区退回：${reasonInWords(reason)}`;
  const owner = capturedBy === null ? null : (accountById(db, capturedBy)?.displayName ?? null);
  return owner ? `${words}由采集员${owner}办理。` : words;
}

/** Puts a further reason behind the one that stands already. */
export function alsoReturnedFor(before: string | null, words: string): string {
  return before ? withStop(before) + words : words;
}

function withStop(text: string): string {
  return /[。！？]$/u.test(text) ? text : `${text}。`;
}
