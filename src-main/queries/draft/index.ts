import { readFormDraft } from './read.ts';

export const draftQueries = { 'draft.read': readFormDraft };
