import { describe, expect, test } from 'vitest';
import { createDelivery, type Load } from '../../src-main/sync/delivery.ts';

const photoOf = (name: string) => name.repeat(64);
const load = (messageId: string, photo: string | null = photoOf(messageId), bytes = 20): Load => ({
  messageId,
  textBytes: 100,
  photo: photo === null ? null : { sha256: photo, bytes },
});
const nothingHeld = { text: [], missing: [], photos: [] };

describe('一次送出的账', () => {
  test('先文字后照片；照片只接着送，一张只在一条线路上', () => {
    const book = createDelivery();
    for (const id of ['a', 'b']) book.add(load(id), 0);
    expect(book.takePiece(1, 8, 0, true)).toBeNull();
    expect(book.takeRecords(1, 150, 0, true)).toEqual(['a']);
    expect(book.takeRecords(1, 150, 0, true)).toEqual(['b']);
    book.textIsThere('a', 0);
    expect(book.takePiece(1, 8, 0, true)).toMatchObject({ sha256: photoOf('a'), offset: 0, length: 8, total: 20 });
    expect(book.takePiece(2, 8, 0, true)).toBeNull();
    expect(book.takePiece(1, 16, 0, true)).toMatchObject({ offset: 8, length: 12 });
    book.textIsThere('b', 0);
    expect(book.takePiece(2, 8, 0, true)).toMatchObject({ sha256: photoOf('b'), offset: 0 });
    book.settled('a', 0);
    expect(book.progress()).toEqual({
      ...{ total: 2, text: 2, photos: 1, photosTotal: 2, complete: 1 },
      ...{ bytesDone: 220, bytesTotal: 240 },
    });
    expect(book.open()).toBe(1);
  });

  test('断了的线路留下的先问；说没有的再送，照片从收到处接着送', () => {
    const book = createDelivery();
    for (const id of ['a', 'b', 'c']) book.add(load(id), 0);
    book.takeRecords(1, 1000, 0, true);
    book.textIsThere('a', 0);
    book.takePiece(1, 8, 0, true);
    book.takePiece(1, 8, 0, true);
    book.photoAt(photoOf('a'), 8, 0);
    book.lost(1, 0);
    expect(book.takeRecords(2, 1000, 0, true)).toEqual([]);
    expect(book.takePiece(2, 8, 0, true)).toBeNull();
    const question = book.question(0);
    expect(question).toEqual({ ids: ['b', 'c'], photos: [photoOf('a')] });
    book.answered(
      question ?? { ids: [], photos: [] },
      { text: ['b'], missing: ['c'], photos: [{ sha256: photoOf('a'), bytes: 12 }] },
      0,
    );
    expect(book.question(0)).toBeNull();
    expect(book.takeRecords(2, 1000, 0, true)).toEqual(['c']);
    expect(book.takePiece(2, 100, 0, true)).toMatchObject({ sha256: photoOf('a'), offset: 12, length: 8 });
    expect(book.takePiece(3, 100, 0, true)).toMatchObject({ sha256: photoOf('b'), offset: 0 });
  });

  test('断了以后问不到、又没有别的可送：照片自己接着送，回答说到哪里就跳到哪里', () => {
    const book = createDelivery();
    book.add(load('a'), 0);
    book.takeRecords(1, 1000, 0, true);
    book.textIsThere('a', 0);
    book.takePiece(1, 12, 0, true);
    book.lost(1, 1000);
    expect([book.hasWork(2, true), book.takePiece(2, 4, 2000, true)]).toEqual([true, null]);
    expect(book.takePiece(2, 4, 2600, true)).toMatchObject({ sha256: photoOf('a'), offset: 0, length: 20 });
    // one piece asks; what follows it waits for the answer
    expect(book.takePiece(2, 4, 2650, true)).toBeNull();
    book.photoAt(photoOf('a'), 12, 0);
    expect(book.takePiece(2, 20, 2700, true)).toMatchObject({ offset: 12, length: 8 });
    // where the receiver knows of no text, nothing goes before it has been asked
    book.doubt(photoOf('a'), 3000);
    expect(book.takePiece(3, 4, 9000, true)).toBeNull();
  });

  test('去问的那一小片已上路，问话的回答才到：后面的等那一片的回答，不留缺口', () => {
    const book = createDelivery();
    book.add(load('a', photoOf('a'), 4000), 0);
    book.takeRecords(1, 1000, 0, true);
    book.textIsThere('a', 0);
    book.takePiece(1, 800, 0, true);
    book.lost(1, 1000);
    const question = book.question(1000) ?? { ids: [], photos: [] };
    expect(book.takePiece(2, 800, 2600, true)).toMatchObject({ offset: 0, length: 1024 });
    book.answered(question, { ...nothingHeld, photos: [{ sha256: photoOf('a'), bytes: 800 }] }, 2700);
    // a piece from 800 on would meet 1024 held bytes, and be passed over with all that follows
    expect(book.takePiece(2, 800, 2800, true)).toBeNull();
    book.photoAt(photoOf('a'), 1024, 0);
    expect(book.takePiece(2, 800, 2900, true)).toMatchObject({ offset: 1024, length: 800 });
    // held whole: no piece's answer is waited for
    book.lost(2, 3000);
    const again = book.question(3000) ?? { ids: [], photos: [] };
    expect(book.takePiece(3, 800, 4600, true)).toMatchObject({ offset: 1024 });
    book.answered(again, { ...nothingHeld, photos: [{ sha256: photoOf('a'), bytes: -1 }] }, 4700);
    expect([book.takePiece(3, 800, 4800, true), book.hasWork(3, true)]).toEqual([null, false]);
  });

  test('上一次已收到一半的，从一半接着送；已整张收到的不送', () => {
    const book = createDelivery();
    for (const id of ['a', 'b', 'c']) book.add(load(id), 0);
    book.begun(
      {
        text: ['a', 'b'],
        missing: ['c'],
        photos: [
          { sha256: photoOf('a'), bytes: 16 },
          { sha256: photoOf('b'), bytes: -1 },
        ],
      },
      0,
    );
    expect(book.takeRecords(1, 1000, 0, true)).toEqual(['c']);
    expect(book.takePiece(1, 100, 0, true)).toMatchObject({ sha256: photoOf('a'), offset: 16, length: 4 });
    expect(book.takePiece(2, 100, 0, true)).toBeNull();
    expect(book.takeRecords(2, 1000, 0, true)).toEqual([]);
  });

  test('都到了还没有回执，过三秒去问；对方其实没有照片，就再送', () => {
    const book = createDelivery();
    book.add(load('a'), 0);
    book.takeRecords(1, 1000, 0, true);
    book.textIsThere('a', 0);
    book.takePiece(1, 100, 0, true);
    book.photoAt(photoOf('a'), 20, 0);
    expect(book.question(2000)).toBeNull();
    const question = book.question(3500);
    expect(question).toEqual({ ids: ['a'], photos: [photoOf('a')] });
    book.answered(question ?? { ids: [], photos: [] }, { ...nothingHeld, text: ['a'] }, 3500);
    expect(book.takePiece(1, 100, 0, true)).toMatchObject({ offset: 0, length: 20 });
    book.settled('a', 4000);
    expect(book.open()).toBe(0);
  });

  test('说字节都在、照片却还没收成的：不当收到，送最后一个字节让对方收尾，问的时候和开始的时候都一样', () => {
    const book = createDelivery();
    for (const id of ['a', 'b']) book.add(load(id), 0);
    book.begun({ text: ['a', 'b'], missing: [], photos: [{ sha256: photoOf('a'), bytes: 20 }] }, 0);
    expect(book.takeRecords(1, 1000, 0, true)).toEqual([]);
    expect(book.takePiece(1, 100, 0, true)).toMatchObject({ sha256: photoOf('a'), offset: 19, length: 1 });
    expect(book.takePiece(2, 100, 0, true)).toMatchObject({ sha256: photoOf('b'), offset: 0 });
    book.lost(2, 0);
    const question = book.question(0) ?? { ids: [], photos: [] };
    book.answered(question, { ...nothingHeld, text: ['b'], photos: [{ sha256: photoOf('b'), bytes: 20 }] }, 0);
    expect(book.takePiece(3, 100, 0, true)).toMatchObject({ sha256: photoOf('b'), offset: 19, length: 1 });
    for (const id of ['a', 'b']) book.photoAt(photoOf(id), 20, 0);
    expect(book.takePiece(3, 100, 0, true)).toBeNull();
  });

  test('两份同一张照片只送一次；照片三次不被认，两份都放下，其余照送', () => {
    const book = createDelivery();
    const shared = photoOf('e');
    for (const id of ['a', 'b']) book.add(load(id, shared), 0);
    book.add(load('c', null), 0);
    book.takeRecords(1, 1000, 0, true);
    for (const id of ['a', 'b', 'c']) book.textIsThere(id, 0);
    expect(book.takePiece(1, 100, 0, true)).toMatchObject({ sha256: shared, length: 20 });
    expect(book.takePiece(2, 100, 0, true)).toBeNull();
    expect(book.photoRefused(shared)).toEqual([]);
    book.takePiece(1, 100, 0, true);
    expect(book.photoRefused(shared)).toEqual([]);
    book.takePiece(1, 100, 0, true);
    expect(book.photoRefused(shared)).toEqual(['a', 'b']);
    book.setAside('a', 0);
    book.setAside('b', 0);
    expect(book.open()).toBe(1);
    expect(book.takePiece(1, 100, 0, true)).toBeNull();
    book.settled('c', 0);
    expect(book.open()).toBe(0);
  });

  test('一条线路站住不动：闲着的线路把它的文字再送一遍，忙着的不管；已有答复的不再送', () => {
    const book = createDelivery();
    for (const id of ['a', 'b']) book.add(load(id), 0);
    expect(book.takeRecords(1, 1000, 0, true)).toEqual(['a', 'b']);
    book.textIsThere('a', 10);
    expect(book.takeRecords(2, 1000, 1000, true)).toEqual([]);
    // the photo of the other one goes first
    expect(book.takeRecords(2, 1000, 3000, true)).toEqual([]);
    expect(book.takePiece(2, 20, 3000, true)).toMatchObject({ sha256: photoOf('a') });
    book.photoAt(photoOf('a'), -1, 3100);
    book.settled('a', 3100);
    expect(book.takeRecords(1, 1000, 3100, true)).toEqual([]);
    expect(book.takeRecords(2, 1000, 3100, false)).toEqual([]);
    expect(book.takeRecords(2, 1000, 3100, true)).toEqual(['b']);
    expect(book.takeRecords(3, 1000, 3200, true)).toEqual([]);
    book.textIsThere('b', 3300);
    expect(book.takeRecords(3, 1000, 9000, true)).toEqual([]);
  });

  test('一条线路站住不动：闲着的线路接着送它的照片，从已收到处起；自己还没送完的不管别人的', () => {
    const book = createDelivery();
    for (const id of ['a', 'b']) book.add(load(id), 0);
    book.takeRecords(1, 1000, 0, true);
    for (const id of ['a', 'b']) book.textIsThere(id, 0);
    for (const lane of [1, 2]) expect(book.takePiece(lane, 20, 0, true)).toMatchObject({ offset: 0, length: 20 });
    book.photoAt(photoOf('a'), 8, 100);
    expect(book.takePiece(2, 20, 2005, true)).toBeNull();
    expect(book.takePiece(3, 20, 2010, true)).toMatchObject({ sha256: photoOf('b'), offset: 0 });
    expect(book.takePiece(2, 20, 2050, true)).toBeNull();
    // where answers come at the end of a batch nothing stands still before
    expect(book.takePiece(2, 20, 2150, false)).toBeNull();
    expect([book.hasWork(2, false), book.hasWork(2, true)]).toEqual([false, true]);
    expect(book.takePiece(2, 20, 2150, true)).toMatchObject({ sha256: photoOf('a'), offset: 8, length: 12 });
    expect(book.takePiece(3, 20, 2200, true)).toBeNull();
    // whichever comes first counts, and the line that stood still sends nothing more of it
    book.photoAt(photoOf('a'), -1, 2300);
    expect(book.photoDurable(photoOf('a'))).toBe(20);
    for (const lane of [1, 2]) expect(book.takePiece(lane, 20, 2300, true)).toBeNull();
  });

  test('断了的照片几条线路分着问，一条线路一次只问一张；答了的谁闲谁接着送', () => {
    const book = createDelivery();
    const ids = ['a', 'b', 'c'];
    for (const id of ids) book.add(load(id, photoOf(id), 3000), 0);
    book.takeRecords(1, 1000, 0, true);
    for (const id of ids) book.textIsThere(id, 0);
    for (const lane of [1, 2, 3]) book.takePiece(lane, 2000, 0, true);
    for (const lane of [1, 2, 3]) book.lost(lane, 0);
    expect(book.takePiece(4, 2000, 1600, true)).toMatchObject({ sha256: photoOf('a'), length: 1024 });
    expect(book.takePiece(4, 2000, 1600, true)).toBeNull();
    expect(book.takePiece(5, 2000, 1600, true)).toMatchObject({ sha256: photoOf('b'), length: 1024 });
    book.photoAt(photoOf('a'), 2000, 1700);
    expect(book.takePiece(6, 2000, 1700, true)).toMatchObject({ sha256: photoOf('a'), offset: 2000, length: 1000 });
    expect(book.takePiece(4, 2000, 1700, true)).toMatchObject({ sha256: photoOf('c'), length: 1024 });
  });

  test('断了又断，乱序来，最后每一份都有着落', () => {
    const random = seeded(11);
    const book = createDelivery();
    const ids = [...'abcdefghij'];
    const server = { text: new Set<string>(), bytes: new Map<string, number>() };
    for (const id of ids) book.add(load(id), 0);
    let now = 0;
    for (let step = 0; step < 3000 && book.open() > 0; step += 1) {
      now += 50;
      const lane = Math.floor(random() * 3);
      const arrives = random() < 0.7;
      for (const id of book.takeRecords(lane, 250, now, true)) {
        if (arrives) server.text.add(id);
        if (arrives && random() < 0.7) book.textIsThere(id, now);
      }
      const piece = book.takePiece(lane, 7, now, true);
      if (piece && arrives) {
        const before = server.bytes.get(piece.sha256) ?? 0;
        // a gap would mean that the desk went on behind bytes the receiver never got
        if (piece.offset <= before) server.bytes.set(piece.sha256, Math.max(before, piece.offset + piece.length));
        if (random() < 0.7) book.photoAt(piece.sha256, server.bytes.get(piece.sha256) ?? 0, now);
      }
      if (!arrives || random() < 0.1) book.lost(lane, now);
      const question = book.question(now);
      if (!question || random() < 0.5) continue;
      const whole = (id: string) => server.bytes.get(photoOf(id)) === 20;
      const held = question.ids.filter((id) => server.text.has(id) && whole(id));
      book.answered(
        question,
        {
          text: question.ids.filter((id) => server.text.has(id) && !whole(id)),
          missing: question.ids.filter((id) => !server.text.has(id)),
          photos: question.photos.map((sha256) => {
            const bytes = server.bytes.get(sha256) ?? 0;
            return { sha256, bytes: bytes === 20 ? -1 : bytes };
          }),
        },
        now,
      );
      for (const id of held) book.settled(id, now);
    }
    expect(book.open()).toBe(0);
    expect(book.progress()).toMatchObject({ total: 10, text: 10, complete: 10, bytesDone: 1200, bytesTotal: 1200 });
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
