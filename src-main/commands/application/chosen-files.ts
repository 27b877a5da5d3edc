import { createHash } from 'node:crypto';
import type { CommandContext } from '../../platform/act.ts';

/** A file that was proven, by what main itself has read: the screen that draws its pages has no say in it. */
export type ChosenFile = { readonly source: 'picture' | 'pdf'; readonly fileSha256: string };

type Chosen = ChosenFile & { readonly userId: string };
type Context = Pick<CommandContext, 'db' | 'actor' | 'ids'>;

/** More files than anybody has open at once; the oldest are forgotten. */
const mostChosen = 32;
const chosenAt = new WeakMap<CommandContext['db'], Map<string, Chosen>>();

/** Remembers a proven file until the desk closes; the token names it when its pages come back. */
export function rememberFile({ db, actor, ids }: Context, bytes: Uint8Array, source: ChosenFile['source']): string {
  const chosen = chosenAt.get(db) ?? new Map<string, Chosen>();
  chosenAt.set(db, chosen);
  const token = ids.uuid();
  chosen.set(token, { source, fileSha256: sha256(bytes), userId: actor.userId });
  for (const oldest of [...chosen.keys()].slice(0, -mostChosen)) chosen.delete(oldest);
  return token;
}

/** The file this person chose under this token, or null: the desk was closed meanwhile, or somebody else chose it. */
export function chosenFile({ db, actor }: Pick<Context, 'db' | 'actor'>, token: string): ChosenFile | null {
  const found = chosenAt.get(db)?.get(token);
  return found?.userId === actor.userId ? found : null;
}

/** SHA-256 of one file, or of pages one after the other, as lower-case hex. */
export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
