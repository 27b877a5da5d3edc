import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src-main/db/open.ts';
import { type KeySlot, unwrapKey } from '../../src-main/security/key-slots.ts';

const migrations = join(import.meta.dirname, '../../drizzle');

/**
 * What somebody can try who copied a whole profile and knows our sources and environment: every 32 bytes that lie about
 * in some form are tried as the database key, and every text as the password of every slot. Returns what opened it, or null.
 */
export async function openCopiedProfile(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const files = filesBelow(folder).filter((file) => !file.endsWith('desk.db') && !/desk\.db-(wal|shm)$/.test(file));
  const texts = [
    ...files.map((file) => readFileSync(file)),
    ...Object.values(environment).map((value) => Buffer.from(value ?? '')),
  ];
  for (const key of texts.flatMap((bytes) => keysIn(bytes))) {
    const opened = openDatabase({
      file: join(folder, 'desk', 'desk.db'),
      key,
      migrationsFolder: migrations,
      readOnly: true,
      now: '',
    });
    if (opened.ok) {
      opened.value.client.close();
      return 'a key that lay in the copy';
    }
  }
  const slots = (JSON.parse(readFileSync(join(folder, 'desk', 'key-slots.json'), 'utf8')) as { slots: KeySlot[] })
    .slots;
  const guesses = ['', 'admin', 'password', 'kaoji', ...Object.values(environment).map((value) => value ?? '')].slice(
    0,
    40,
  );
  for (const slot of slots) {
    for (const guess of guesses) if (await unwrapKey(slot, guess)) return 'a password that lay in the copy';
  }
  return null;
}

function keysIn(bytes: Buffer): Buffer[] {
  const raw = bytes.length === 32 ? [bytes] : [];
  const text = bytes.toString('latin1');
  const hex = [...text.matchAll(/(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])/g)].map((match) =>
    Buffer.from(match[0], 'hex'),
  );
  const base64 = [...text.matchAll(/[A-Za-z0-9+/]{43}=/g)].map((match) => Buffer.from(match[0], 'base64'));
  return [...raw, ...hex, ...base64].filter((key) => key.length === 32);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
