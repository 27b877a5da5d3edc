import { schoolPupils } from './pupils.ts';
import { readSchool } from './read.ts';

/** What a school sees of itself, by name in the contract. */
export const schoolQueries = { 'school.read': readSchool, 'school.pupils': schoolPupils } as const;
