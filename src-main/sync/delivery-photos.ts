/** A piece of a photo to send; offsets and lengths in bytes. */
export type PhotoPiece = {
  readonly sha256: string;
  readonly offset: number;
  readonly length: number;
  readonly total: number;
};

type Photo = {
  readonly total: number;
  /** contiguous bytes that the receiver holds for good */
  durable: number;
  sent: number;
  /** the stream that sends it: pieces of one photo never race each other on two lines */
  owner: number | null;
  state: 'idle' | 'ready' | 'unsure' | 'whole';
  /** since when it is unsure only because its line broke (monotonic milliseconds); null = for another reason, or not */
  brokenAt: number | null;
  /** one small piece asks how far it is; until that is answered nothing follows */
  isAsking: boolean;
  timesRefused: number;
  /** since when nothing of what is under way was acknowledged (monotonic milliseconds) */
  movedAt: number;
};

/** a question about a broken line may take long on a bad one: with nothing else to send, its photos go on by themselves */
const patienceMs = 1500;
/** such a photo is asked about by a piece of this size: what came of it on the broken line would go twice otherwise */
const askingBytes = 1024;
/** acknowledged by nothing for so long, what another line carries goes on a line that has nothing else to do as well */
const stuckMs = 2000;

/** Where each photo of a run stands, by its hash. Knows nothing of messages: two may name the same photo. */
export function createDeliveryPhotos() {
  const photos = new Map<string, Photo>();
  const ready: string[] = [];
  let durableBytes = 0;

  const keep = (photo: Photo, durable: number) => {
    durableBytes += durable - photo.durable;
    photo.durable = durable;
    photo.sent = Math.max(photo.sent, durable);
    if (durable >= photo.total) photo.state = 'whole';
  };
  /** an answer about what is held: all bytes, and yet not the whole photo, is one that the receiver has still to finish */
  const heldOf = (photo: Photo, bytes: number) =>
    bytes === -1 ? photo.total : Math.min(photo.total - 1, Math.max(0, bytes));
  const offer = (sha256: string, photo: Photo) => {
    photo.owner = null;
    photo.sent = photo.durable;
    photo.state = 'ready';
    photo.brokenAt = null;
    photo.isAsking = false;
    ready.push(sha256);
  };

  return {
    add(sha256: string, total: number) {
      if (photos.has(sha256)) return;
      photos.set(sha256, {
        total,
        durable: 0,
        sent: 0,
        owner: null,
        state: 'idle',
        brokenAt: null,
        isAsking: false,
        timesRefused: 0,
        movedAt: 0,
      });
    },
    isWhole: (sha256: string) => photos.get(sha256)?.state === 'whole',
    durable: (sha256: string) => photos.get(sha256)?.durable ?? 0,
    durableBytes: () => durableBytes,
    /** held from an earlier run: sending goes on behind it */
    begun(sha256: string, bytes: number) {
      const photo = photos.get(sha256);
      if (photo?.state === 'idle') keep(photo, heldOf(photo, bytes));
    },
    /** its message is held: its bytes may go */
    want(sha256: string) {
      const photo = photos.get(sha256);
      if (photo?.state === 'idle') offer(sha256, photo);
    },
    /** what the receiver says it holds; -1 = all of it */
    heldAt(sha256: string, bytes: number, now: number) {
      const photo = photos.get(sha256);
      if (!photo) return;
      if (bytes === -1 || bytes > photo.durable) photo.movedAt = now;
      const wasAsking = photo.isAsking;
      photo.isAsking = false;
      keep(photo, bytes === -1 ? photo.total : Math.min(photo.total, Math.max(photo.durable, bytes)));
      if (!wasAsking) return;
      // it goes on from what the answer says, also where that is in the middle of the piece that asked; on whichever line is free
      photo.sent = photo.durable;
      photo.owner = null;
    },
    /** the same from an answer to a question */
    toldAt(sha256: string, bytes: number, now: number) {
      const photo = photos.get(sha256);
      if (!photo) return;
      const held = bytes === -1 ? -1 : heldOf(photo, bytes);
      // a piece that asks has been sent since: what went out before its answer would begin behind what is held by then
      if (photo.isAsking && held !== -1) keep(photo, Math.max(photo.durable, held));
      else this.heldAt(sha256, held, now);
    },
    /** the answer to a question about an unsure photo: it goes on from there */
    resume(sha256: string, bytes: number) {
      const photo = photos.get(sha256);
      if (photo?.state !== 'unsure') return;
      keep(photo, heldOf(photo, bytes));
      if (bytes !== -1) offer(sha256, photo);
    },
    /** said to be whole, yet nothing came of it: asked about again */
    doubt(sha256: string) {
      const photo = photos.get(sha256);
      if (!photo) return;
      photo.state = 'unsure';
      photo.brokenAt = null;
    },
    /** the receiver threw the bytes away: from the start again; false after the second time */
    refused(sha256: string): boolean {
      const photo = photos.get(sha256);
      if (!photo) return false;
      keep(photo, 0);
      photo.timesRefused += 1;
      if (photo.timesRefused > 2) {
        photo.state = 'idle';
        photo.owner = null;
        return false;
      }
      offer(sha256, photo);
      return true;
    },
    /** what this stream sent and nobody acknowledged has to be asked about */
    lost(stream: number, now: number) {
      for (const [sha256, photo] of photos) {
        if (photo.owner !== stream || photo.state !== 'ready') continue;
        if (photo.sent === photo.durable) offer(sha256, photo);
        else {
          photo.owner = null;
          photo.state = 'unsure';
          photo.brokenAt = now;
        }
      }
    },
    unsure: (): string[] => [...photos].filter(([, photo]) => photo.state === 'unsure').map(([sha256]) => sha256),
    /** `helps`: also what another line carries may become this one's */
    hasWork(stream: number, helps: boolean): boolean {
      if (ready.some((sha256) => photos.get(sha256)?.owner === null && photos.get(sha256)?.state === 'ready'))
        return true;
      return [...photos.values()].some(
        (one) =>
          (one.owner === stream && one.state === 'ready' && one.sent < one.total) ||
          isBroken(one) ||
          (helps && isCarried(one)),
      );
    },
    /**
     * The next bytes for this stream: first of the photo it has begun; null = nothing to send. Where nothing else is left, a
     * photo of a broken line goes on from what is known to be held: the answer to its first piece says how far it is really.
     */
    take(stream: number, size: number, now: number, helps: boolean): PhotoPiece | null {
      const begun = ready.findIndex((sha256) => {
        const photo = photos.get(sha256);
        return photo?.state === 'ready' && photo.owner === stream && photo.sent < photo.total && !photo.isAsking;
      });
      let at = begun !== -1 ? begun : ready.findIndex((sha256) => isFree(photos.get(sha256)));
      const late =
        at === -1 && !isAskingOn(stream)
          ? [...photos].find(([, one]) => isBroken(one) && now - one.brokenAt > patienceMs)
          : undefined;
      if (late) {
        offer(...late);
        at = ready.length - 1;
      }
      const stuck = at === -1 && helps ? findStuck(stream, now) : undefined;
      if (stuck) {
        offer(...stuck);
        at = ready.length - 1;
      }
      const sha256 = ready[at];
      const photo = sha256 === undefined ? undefined : photos.get(sha256);
      if (sha256 === undefined || !photo) return null;
      photo.isAsking = late !== undefined;
      const length = Math.min(late ? askingBytes : size, photo.total - photo.sent);
      const piece = { sha256, offset: photo.sent, length, total: photo.total };
      if (photo.sent === photo.durable) photo.movedAt = now;
      photo.owner = stream;
      photo.sent += length;
      // sent whole: it stays this stream's until it is acknowledged, but nobody looks for it here any more
      if (photo.sent >= photo.total) ready.splice(at, 1);
      return piece;
    },
  };

  function isBroken(photo: Photo): photo is Photo & { readonly brokenAt: number } {
    return photo.state === 'unsure' && photo.brokenAt !== null;
  }

  function isCarried(photo: Photo): boolean {
    return photo.state === 'ready' && photo.owner !== null && photo.sent > photo.durable && !photo.isAsking;
  }

  /** On a bad line one connection may stand still for ten seconds while the others do nothing: the photo goes on one of those too. */
  function findStuck(stream: number, now: number): [string, Photo] | undefined {
    const carried = [...photos].filter(([, one]) => isCarried(one));
    if (carried.some(([, one]) => one.owner === stream)) return undefined;
    return carried.find(([, one]) => now - one.movedAt > stuckMs);
  }

  /** each line asks about one at a time: one that took them all would have to carry them all */
  function isAskingOn(stream: number): boolean {
    return [...photos.values()].some((one) => one.isAsking && one.owner === stream);
  }

  function isFree(photo: Photo | undefined): boolean {
    return photo?.state === 'ready' && photo.owner === null;
  }
}
