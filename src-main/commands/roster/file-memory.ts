import type { DocumentType } from '#shared/domain/candidate-field.ts';

/** What is remembered of the rows of a file that can go in, to find a pupil who stands in it twice. */
export type SeenRow = {
  readonly row: number;
  readonly fullName: string;
  readonly nameKey: string;
  readonly birthDate: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
};

export type FileMemory = {
  readonly byDocument: Map<string, SeenRow>;
  readonly byEnrolment: Map<string, { readonly row: number; readonly fullName: string }>;
  readonly byName: Map<string, SeenRow[]>;
  readonly byBirth: Map<string, SeenRow[]>;
};

/** An empty memory for one file. */
export function newFileMemory(): FileMemory {
  return { byDocument: new Map(), byEnrolment: new Map(), byName: new Map(), byBirth: new Map() };
}

/** Remembers a row. */
export function remember(memory: FileMemory, seen: SeenRow, enrolmentNo: string | null): void {
  memory.byDocument.set(documentKey(seen), seen);
  if (enrolmentNo !== null) memory.byEnrolment.set(enrolmentNo, seen);
  push(memory.byName, seen.nameKey, seen);
  push(memory.byBirth, seen.birthDate, seen);
}

/** Type and number: a permit and a passport may share their digits. */
export function documentKey(of: Pick<SeenRow, 'documentType' | 'documentNumber'>): string {
  return `${of.documentType} ${of.documentNumber}`;
}

function push(map: Map<string, SeenRow[]>, key: string, seen: SeenRow): void {
  const list = map.get(key);
  if (list) list.push(seen);
  else map.set(key, [seen]);
}
