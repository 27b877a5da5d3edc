import { candidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { AnswerLine } from '#shared/wire/parcel.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { BlobStore } from './blob-store.ts';

/** Photos in one answer at most, and their bytes: a season's transfers of a county are far fewer. */
const limits = { photos: 300, bytes: 16 * 1024 * 1024 } as const;

/** Photos of the records that notices bring to an office from another county, those of the newest notices first. */
export async function arrivalPhotos(
  blobs: Pick<BlobStore, 'get'>,
  lines: readonly AnswerLine[],
): Promise<readonly AnswerLine[]> {
  const found = new Map<string, AnswerLine>();
  let bytes = 0;
  for (const line of [...lines].reverse()) {
    const sha256 = line.kind === 'notice' ? photoNamedBy(line.body) : null;
    if (sha256 === null || found.has(sha256) || found.size >= limits.photos) continue;
    const photo = await blobs.get(sha256);
    if (!photo || bytes + photo.byteLength > limits.bytes) continue;
    bytes += photo.byteLength;
    found.set(sha256, { kind: 'photo', sha256, jpeg: Buffer.from(photo).toString('base64') });
  }
  return [...found.values()];
}

function photoNamedBy(text: string): string | null {
  const notice = readNotice(text);
  if (notice?.kind !== 'arrival') return null;
  const message = candidacyMessage.safeParse(parseWireJson(notice.message.body));
  return message.success ? message.data.photo.sha256 : null;
}
