import { discardFormDraft } from './discard.ts';
import { saveFormDraft } from './save.ts';

export const draftCommands = { 'draft.save': saveFormDraft, 'draft.discard': discardFormDraft };
