/** How many characters the contract takes; a test holds the two together. */
export const lineLimits = {
  fullName: 200,
  documentNumber: 40,
  birthDate: 10,
  pupilCategory: 200,
  householdPlace: 200,
  householdAuthority: 200,
  mobile: 30,
  address: 200,
  postCode: 10,
  enrolmentNo: 30,
} as const;

export const familyLimits = { relation: 20, fullName: 100, workplace: 200, phone: 30 } as const;
export const resumeLimits = { from: 10, until: 10, place: 200 } as const;
/** lines of family or résumé */
export const MOST_LINES = 20;
