import { createDeliveryPhotos, type PhotoPiece } from './delivery-photos.ts';

/** One message of the outbox as the run knows it; the text itself stays in the database until it is sent. */
export type Load = {
  readonly messageId: string;
  /** bytes of the message's text and of its photo */
  readonly textBytes: number;
  readonly photo: { readonly sha256: string; readonly bytes: number } | null;
};

type Stage = 'queued' | 'sent' | 'unsure' | 'text' | 'settled' | 'aside';
type Entry = { readonly load: Load; stage: Stage; stream: number; since: number; announced: boolean };

export type DeliveryProgress = {
  readonly total: number;
  /** messages whose text the receiver holds, with or without photo */
  readonly text: number;
  /** photos that the receiver holds whole, of those the messages of the run name */
  readonly photos: number;
  readonly photosTotal: number;
  readonly complete: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

export type Question = { readonly ids: readonly string[]; readonly photos: readonly string[] };
export type Delivery = ReturnType<typeof createDelivery>;
type Held = {
  readonly text: readonly string[];
  readonly missing: readonly string[];
  readonly photos: readonly { readonly sha256: string; readonly bytes: number }[];
};

const mostPerFrame = 64;
const mostPerQuestion = 500;
/** not answered for so long, a text that another line carries goes on a line that has nothing else to do */
const stuckTextMs = 2500;
/** text and photo are there, and no receipt: asked for after this long */
const overdueMs = 3000;

/**
 * The book of one run: what is queued, under way on which stream, held as text, settled. Text goes before photos; what a
 * broken stream leaves behind is unsure until the receiver has said what it holds. Pure: time and bytes come from outside.
 */
export function createDelivery() {
  const entries = new Map<string, Entry>();
  const photos = createDeliveryPhotos();
  const wantedBy = new Map<string, Set<string>>();
  let queued: string[] = [];
  let open = 0;
  let textDone = 0;
  let textBytesDone = 0;
  let complete = 0;
  let bytesTotal = 0;
  let news: { texts: string[]; photos: string[] } = { texts: [], photos: [] };
  const photosTold = new Set<string>();

  const reach = (entry: Entry, stage: Stage, now: number) => {
    entry.stage = stage;
    entry.since = now;
    const isThere = stage === 'text' || stage === 'settled';
    if (isThere && !entry.announced) {
      entry.announced = true;
      news.texts.push(entry.load.messageId);
      textDone += 1;
      textBytesDone += entry.load.textBytes;
    }
  };
  const tellPhoto = (sha256: string) => {
    if (photosTold.has(sha256) || !photos.isWhole(sha256)) return;
    photosTold.add(sha256);
    news.photos.push(...(wantedBy.get(sha256) ?? []));
  };
  const isOpen = (entry: Entry) => entry.stage !== 'settled' && entry.stage !== 'aside';
  const textIsThere = (messageId: string, now: number) => {
    const entry = entries.get(messageId);
    if (!entry || !isOpen(entry) || entry.stage === 'text') return;
    reach(entry, 'text', now);
    if (entry.load.photo) photos.want(entry.load.photo.sha256);
  };
  const close = (messageId: string, stage: 'settled' | 'aside', now: number) => {
    const entry = entries.get(messageId);
    if (!entry || !isOpen(entry)) return;
    reach(entry, stage, now);
    open -= 1;
    if (stage === 'settled') {
      complete += 1;
      if (entry.load.photo) photos.heldAt(entry.load.photo.sha256, -1, now);
      if (entry.load.photo) tellPhoto(entry.load.photo.sha256);
    }
  };

  return {
    /** takes a message into the run, to be sent unless `textIsThere` or `settled` is said of it */
    add(load: Load, now: number) {
      if (entries.has(load.messageId)) return;
      entries.set(load.messageId, { load, stage: 'queued', stream: -1, since: now, announced: false });
      open += 1;
      queued.push(load.messageId);
      bytesTotal += load.textBytes + (load.photo?.bytes ?? 0);
      if (!load.photo) return;
      const { sha256, bytes } = load.photo;
      photos.add(sha256, bytes);
      wantedBy.set(sha256, (wantedBy.get(sha256) ?? new Set()).add(load.messageId));
      if (photosTold.has(sha256)) news.photos.push(load.messageId);
    },
    /**
     * messages for one frame of at most about `bytes` of text, at least one; [] = none waits. `helps`: also what stands still
     * on another line; not where answers come at the end of a whole batch, and nothing can be said to stand still before
     */
    takeRecords(stream: number, bytes: number, now: number, helps: boolean): readonly string[] {
      const taken: string[] = [];
      let size = 0;
      let looked = 0;
      for (const messageId of queued) {
        const entry = entries.get(messageId);
        const isWaiting = entry?.stage === 'queued';
        if (isWaiting && taken.length > 0 && (size + entry.load.textBytes > bytes || taken.length >= mostPerFrame))
          break;
        looked += 1;
        if (!isWaiting) continue;
        size += entry.load.textBytes;
        reach(entry, 'sent', now);
        entry.stream = stream;
        taken.push(messageId);
      }
      queued = queued.slice(looked);
      if (taken.length > 0 || !helps || photos.hasWork(stream, helps)) return taken;
      // nothing else to do: a text that stands on another line goes on this one as well, and its photo need not wait for it
      for (const [messageId, entry] of entries) {
        if (entry.stage !== 'sent' || entry.stream === stream || now - entry.since < stuckTextMs) continue;
        if (taken.length > 0 && (size + entry.load.textBytes > bytes || taken.length >= mostPerFrame)) break;
        size += entry.load.textBytes;
        entry.stream = stream;
        entry.since = now;
        taken.push(messageId);
      }
      return taken;
    },
    /** the next piece of a photo, once no text waits */
    takePiece: (stream: number, size: number, now: number, helps: boolean): PhotoPiece | null =>
      queued.length > 0 ? null : photos.take(stream, size, now, helps),
    hasWork: (stream: number, helps: boolean): boolean => queued.length > 0 || photos.hasWork(stream, helps),
    textIsThere,
    settled: (messageId: string, now: number) => close(messageId, 'settled', now),
    setAside: (messageId: string, now: number) => close(messageId, 'aside', now),
    photoAt(sha256: string, bytes: number, now: number) {
      photos.heldAt(sha256, bytes, now);
      tellPhoto(sha256);
    },
    /** open messages that cannot go on because the receiver refuses their photo again and again */
    photoRefused(sha256: string): readonly string[] {
      if (photos.refused(sha256)) return [];
      return [...(wantedBy.get(sha256) ?? [])].filter((id) => isOpen(entries.get(id) as Entry));
    },
    /** the receiver knows of no text that waits for this photo: ask about both */
    doubt(sha256: string, now: number) {
      photos.doubt(sha256);
      for (const id of wantedBy.get(sha256) ?? []) {
        const entry = entries.get(id);
        if (entry?.stage === 'text') reach(entry, 'unsure', now);
      }
    },
    /** has the receiver said anything about this message since it was sent? */
    isAnswered(messageId: string): boolean {
      const stage = entries.get(messageId)?.stage;
      return stage !== 'sent' && stage !== 'queued' && stage !== 'unsure';
    },
    photoDurable: (sha256: string) => photos.durable(sha256),
    lost(stream: number, now: number) {
      for (const entry of entries.values()) {
        if (entry.stage === 'sent' && entry.stream === stream) reach(entry, 'unsure', now);
      }
      photos.lost(stream, now);
    },
    /** what to ask the receiver about; null = nothing is unsure */
    question(now: number): Question | null {
      const ids: string[] = [];
      for (const [messageId, entry] of entries) {
        const overdue = entry.stage === 'text' && isOverdue(entry, now);
        if (overdue && entry.load.photo) photos.doubt(entry.load.photo.sha256);
        if (overdue || entry.stage === 'unsure') ids.push(messageId);
      }
      const names = photos.unsure();
      if (ids.length === 0 && names.length === 0) return null;
      return { ids: ids.slice(0, mostPerQuestion), photos: names.slice(0, mostPerQuestion) };
    },
    /** the receiver's answer; receipts of `held` are the caller's to verify and to say `settled` of */
    answered(asked: Question, answer: Held, now: number) {
      for (const messageId of answer.text) {
        const entry = entries.get(messageId);
        if (entry?.stage === 'text') entry.since = now;
        else textIsThere(messageId, now);
      }
      for (const messageId of answer.missing) {
        const entry = entries.get(messageId);
        if (entry?.stage !== 'unsure' && entry?.stage !== 'text') continue;
        reach(entry, 'queued', now);
        queued.push(messageId);
      }
      const said = new Map(answer.photos.map((one) => [one.sha256, one.bytes]));
      for (const sha256 of asked.photos) photos.resume(sha256, said.get(sha256) ?? 0);
      for (const [sha256, bytes] of said) {
        photos.toldAt(sha256, bytes, now);
        tellPhoto(sha256);
      }
    },
    /** what the receiver held before this run sent anything */
    begun(held: Held, now: number) {
      for (const { sha256, bytes } of held.photos) {
        photos.begun(sha256, bytes);
        tellPhoto(sha256);
      }
      for (const messageId of held.text) textIsThere(messageId, now);
    },
    open: () => open,
    /** messages whose text or whole photo the receiver has said it holds, since this was asked last */
    news() {
      const told = news;
      news = { texts: [], photos: [] };
      return told;
    },
    progress: (): DeliveryProgress => ({
      total: entries.size,
      text: textDone,
      photos: photosTold.size,
      photosTotal: wantedBy.size,
      complete,
      bytesDone: textBytesDone + photos.durableBytes(),
      bytesTotal,
    }),
  };

  function isOverdue(entry: Entry, now: number): boolean {
    const isThere = entry.load.photo === null || photos.isWhole(entry.load.photo.sha256);
    return isThere && now - entry.since > overdueMs;
  }
}
