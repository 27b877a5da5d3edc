import { comparisonSetting, photoComparison } from './comparison.ts';
import { photoMeasures } from './measures.ts';
import { photoOverrides } from './overrides.ts';
import { photoReference } from './reference.ts';
import { photoWall } from './wall.ts';

/** Reads about photos, by their name in the contract. The pictures themselves are in queries/desk. */
export const photoQueries = {
  'photo.overrides': photoOverrides,
  'photo.wall': photoWall,
  'photo.measures': photoMeasures,
  'photo.reference': photoReference,
  'photo.comparisonSetting': comparisonSetting,
  'photo.comparison': photoComparison,
} as const;
