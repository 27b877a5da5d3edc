/** True for an error with which the schema keeps a row out, as it is or inside another; a full disk is none. */
export function isKeptOut(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_CONSTRAINT');
}
