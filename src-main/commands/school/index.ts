import { changeClass } from './change-class.ts';
import { closeClass } from './close-class.ts';
import { saveSchoolData } from './save.ts';
import { saveClass } from './save-class.ts';

/** What a school does with its own data, classes and pupils' places, by name in the contract. */
export const schoolCommands = {
  'school.save': saveSchoolData,
  'school.saveClass': saveClass,
  'school.closeClass': closeClass,
  'classChange.perform': changeClass,
} as const;
