import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type KdfCost, stretch } from './password.ts';
import { writeFileDurably } from './write-file-durably.ts';

/** How many wrong passwords an account may give before an administrator has to unlock it. */
export const triesBeforeLockOut = 5;

export type KeySlot = {
  readonly kind: 'password' | 'recovery';
  /** salted hash of the login name; the file holds no names */
  readonly label: string;
  readonly cost: KdfCost;
  readonly salt: string;
  readonly nonce: string;
  readonly wrapped: string;
  readonly tag: string;
  readonly triesLeft: number;
};

type SlotFile = {
  readonly format: 'kaoji-key-slots';
  readonly version: 1;
  readonly suite: 1;
  readonly salt: string;
  readonly slots: readonly KeySlot[];
};

export type SlotStore = {
  exists(): boolean;
  find(loginName: string): KeySlot | null;
  recovery(): KeySlot | null;
  put(slot: KeySlot): void;
  remove(loginName: string): void;
  /** a slot that wraps `key` for this login name and password */
  make(kind: KeySlot['kind'], name: string, secret: string, key: Uint8Array, cost: KdfCost): Promise<KeySlot>;
};

/**
 * The file of key slots beside the database (DESIGN §4). Losing one slot loses nothing as long as another one opens;
 * a second copy is kept because a torn slot file would lock everybody out.
 */
export function openSlotStore(file: string): SlotStore {
  const read = (): SlotFile => readSlots(file) ?? readSlots(`${file}.copy`) ?? emptyFile();
  const write = (content: SlotFile): void => {
    const text = `${JSON.stringify(content, null, 1)}\n`;
    writeFileDurably(file, text);
    writeFileDurably(`${file}.copy`, text);
  };
  const labelOf = (name: string): string => {
    const salt = read().salt;
    return createHash('sha256')
      .update(`${salt}\n${name.normalize('NFKC').toLowerCase()}`)
      .digest('base64');
  };
  // the salt of the labels is made once, with the first slot
  const ensure = (): void => {
    if (!existsSync(file)) write(emptyFile());
  };
  return {
    exists: () => existsSync(file) || existsSync(`${file}.copy`),
    find: (name) => read().slots.find((slot) => slot.kind === 'password' && slot.label === labelOf(name)) ?? null,
    recovery: () => read().slots.find((slot) => slot.kind === 'recovery') ?? null,
    put(slot) {
      const now = read();
      const others = now.slots.filter((other) => other.label !== slot.label || other.kind !== slot.kind);
      write({ ...now, slots: [...others, slot] });
    },
    remove(name) {
      const now = read();
      const label = labelOf(name);
      write({ ...now, slots: now.slots.filter((slot) => slot.kind !== 'password' || slot.label !== label) });
    },
    async make(kind, name, secret, key, cost) {
      ensure();
      return { kind, label: labelOf(name), cost, ...(await wrap(secret, key, cost)), triesLeft: triesBeforeLockOut };
    },
  };
}

/** The database key of a slot, or null when the secret is wrong. */
export async function unwrapKey(slot: KeySlot, secret: string): Promise<Buffer | null> {
  const wrappingKey = await stretch(secret, Buffer.from(slot.salt, 'base64'), slot.cost);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(slot.nonce, 'base64'));
  decipher.setAuthTag(Buffer.from(slot.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(slot.wrapped, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

async function wrap(
  secret: string,
  key: Uint8Array,
  cost: KdfCost,
): Promise<Pick<KeySlot, 'salt' | 'nonce' | 'wrapped' | 'tag'>> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(secret, salt, cost), nonce);
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    wrapped: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

function emptyFile(): SlotFile {
  return { format: 'kaoji-key-slots', version: 1, suite: 1, salt: randomBytes(16).toString('base64'), slots: [] };
}

function readSlots(file: string): SlotFile | null {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as SlotFile;
    return parsed.format === 'kaoji-key-slots' && Array.isArray(parsed.slots) ? parsed : null;
  } catch {
    return null;
  }
}
