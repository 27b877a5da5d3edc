import type { DocumentState, DocumentType } from '../domain/candidate-field.ts';

const typeLabels = {
  residentIdCard: '居民身份证',
  hkMoTwResidencePermit: '港澳台居民居住证',
  foreignerPermanentResidence: '外国人永久居留身份证',
  mainlandTravelPermitHkMo: '港澳居民来往内地通行证',
  mainlandTravelPermitTw: '台湾居民来往大陆通行证',
  passport: '护照',
  temporaryIdCard: '临时居民身份证',
  householdBooklet: '户口簿',
} as const satisfies Record<DocumentType, string>;

const stateLabels = {
  shown: '已出示原件',
  expired: '已过有效期',
  temporary: '只有临时证件',
  copyOnly: '只有复印件',
  missing: '没有带证件',
} as const satisfies Record<DocumentState, string>;

/** Identity document as people name it. */
export function documentTypeLabel(type: DocumentType): string {
  return typeLabels[type];
}

/** What the clerk saw of the document at the desk. */
export function documentStateLabel(state: DocumentState): string {
  return stateLabels[state];
}
