import type { LostBook } from '../../provincial-server/lost-photos.ts';

/** A database that knows of no acknowledged photo, for tests of the store alone. */
export const noLostBook: LostBook = {
  isPutBack: false,
  acknowledgedWithout: async () => [],
  noted: async () => [],
  note: async () => [],
  forget: async () => undefined,
};
