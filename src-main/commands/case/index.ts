import { decideCase } from './decide.ts';

/** Acts on cases. */
export const caseCommands = { 'case.decide': decideCase };
