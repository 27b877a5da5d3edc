import { z } from 'zod';
import { attachLimit, listLimit } from '../domain/list-limit.ts';
import { spareShots } from '../labels/spare-shot.ts';
import type { PhotoProfile } from '../photo/photo-profile.ts';
import { command, query } from './call.ts';
import { shotGate } from './photo.ts';
import { bytes, id, instant, pupilLine, version } from './shapes.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** quarter turns clockwise on top of the orientation that the file itself names */
const turn = z.int().min(0).max(3);

/** How files are matched with pupils: by a number in the file name, by the seat number, by the order of a class list. */
const matching = z.object({
  way: z.enum(['number', 'seat', 'order']),
  /** needed for seat and order */
  classId: id.nullable(),
  /** order of the files: by name (numbers as numbers) or by the time the camera wrote */
  fileOrder: z.enum(['name', 'time']),
  /** order of the class list: by seat number or by name */
  listOrder: z.enum(['seat', 'name']),
});

const folderSummary = z.object({
  folderId: id,
  /** the folder's own name, never its path */
  label: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  total: z.int(),
  /** not yet read */
  waiting: z.int(),
  /** cannot be used */
  refused: z.int(),
  /** the same content was read before */
  known: z.int(),
  staged: z.int(),
  rejected: z.int(),
  attached: z.int(),
});

/** What speaks against a proposal, worst first. A file with one of them is not confirmed together with others. */
const note = z.object({
  kind: z.enum(['notAwaiting', 'samePupil', 'samePicture', 'secondShot', 'looksLike', 'hasPhoto', 'open']),
  sentence: z.string(),
  /** the picture to lay beside it: another file's, or a stored shot's */
  beside: z
    .object({ fileId: id, picture: sha256 })
    .or(z.object({ captureId: id }))
    .nullable(),
});

/** One file of a folder and whose photo it is proposed to be. */
const fileLine = z.object({
  fileId: id,
  fileName: z.string(),
  state: z.enum(['waiting', 'refused', 'known', 'staged', 'rejected', 'attached']),
  /** why it is not used: the reading's sentence, or the clerk's reason; null while it is */
  sentence: z.string().nullable(),
  /** address of the finished photo; null where none was made */
  picture: sha256.nullable(),
  /** the camera's own clock, `YYYY-MM-DDTHH:MM:SS` */
  takenAt: z.string().nullable(),
  turn,
  gate: shotGate.pick({ verdict: true, causes: true }).nullable(),
  pupil: pupilLine.nullable(),
  matchedBy: z.enum(['candidacyNo', 'enrolmentNo', 'documentNumber', 'seatNo', 'order', 'hand']).nullable(),
  notes: z.array(note),
  /** may be confirmed together with others; never where nothing but the order of a list says whose it is */
  ready: z.boolean(),
});

/** A photo in front of a decoder in the screen's own worker: bytes up to the end of the picture, nothing behind it. */
const source = z.object({
  fileId: id,
  fileName: z.string(),
  mediaType: z.enum(['image/jpeg', 'image/png']),
  bytes,
  /** quarter turns that these bytes already have */
  turned: turn,
  /** quarter turns that the finished photo shall have */
  turn,
  /** what the photo is cut and judged by */
  profile: z.custom<PhotoProfile>((value) => typeof value === 'object' && value !== null && 'limits' in value),
});

export const photoFiles = {
  /** opens the folder dialog and lists its files; null = cancelled. The same folder again only adds what is new. */
  'photoFiles.choose': command(['clerk'], z.object({}), z.object({ folderId: id, added: z.int() }).nullable()),
  'photoFiles.folders': query(['clerk'], z.object({}), z.array(folderSummary)),
  'photoFiles.folder': query(
    ['clerk'],
    z.object({ folderId: id }),
    z.object({
      summary: folderSummary,
      matching,
      /** of the files that are staged */
      ready: z.int(),
      /** nothing speaks against them, and nothing but the order of a list for them */
      alone: z.int(),
      open: z.int(),
      trouble: z.int(),
      /** cut by another profile than that of the pupil they are proposed for now: read once more, without the card */
      recut: z.int(),
    }),
  ),
  'photoFiles.rows': query(
    ['clerk'],
    z.object({
      folderId: id,
      only: z.enum(['all', 'ready', 'alone', 'open', 'trouble', 'unused', 'attached']),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(listLimit),
    }),
    /** `offset` as asked for: a list in pages keeps showing the former page meanwhile */
    z.object({ total: z.int(), offset: z.int(), rows: z.array(fileLine) }),
  ),
  /**
   * the next file that can be decoded; those that cannot are marked on the way. null = all are read; `more` = none of many
   * could be decoded: the screen asks again, unless the clerk stopped it
   */
  'photoFiles.next': command(
    ['clerk'],
    z.object({ folderId: id }),
    source.or(z.object({ more: z.literal(true) })).nullable(),
  ),
  /** a staged file once more, to turn it */
  'photoFiles.source': command(['clerk'], z.object({ fileId: id }), source),
  /** what the gate made of it; `turn` as it stands now */
  'photoFiles.stage': command(
    ['clerk'],
    z.object({
      fileId: id,
      turn,
      original: bytes,
      derived: bytes,
      crop: z.record(z.string().max(40), z.number()),
      measurements: z.record(z.string().max(40), z.number()),
      perceptualHash: z
        .string()
        .regex(/^[0-9a-f]{16}$/)
        .nullable(),
    }),
    z.object({ savedAt: instant }),
  ),
  /** the screen's worker could not make a photo of it */
  'photoFiles.refuse': command(
    ['clerk'],
    z.object({ fileId: id, why: z.enum(['undecodable', 'tooSlow', 'tooNoisy', 'notKept']) }),
    z.object({}),
  ),
  /** proposes pupils anew for every staged file that was not assigned by hand */
  'photoFiles.match': command(
    ['clerk'],
    z.object({ folderId: id, matching }),
    z.object({ matched: z.int(), open: z.int() }),
  ),
  'photoFiles.assign': command(
    ['clerk'],
    z.object({ fileId: id, candidacyId: id.nullable() }),
    z.object({ savedAt: instant }),
  ),
  /** exchanges the pupils of two files, if they still are those that were seen; null = nobody */
  'photoFiles.swap': command(
    ['clerk'],
    z.object({ fileId: id, candidacyId: id.nullable(), otherId: id, otherCandidacyId: id.nullable() }),
    z.object({ savedAt: instant }),
  ),
  /** null takes the rejection back */
  'photoFiles.reject': command(
    ['clerk'],
    z.object({
      fileId: id,
      /** null = use it after all; `spare`: it takes nobody's place in the order of a class list, which is proposed anew */
      reason: z
        .object({ spare: z.enum(spareShots) })
        .or(z.string().trim().min(2).max(100))
        .nullable(),
    }),
    z.object({ savedAt: instant }),
  ),
  /** a person has confirmed whose photos these are: each becomes a shot of its pupil, and nothing else */
  'photoFiles.attach': command(
    ['clerk'],
    z.object({
      items: z
        .array(z.object({ fileId: id, candidacyId: id, version }))
        .min(1)
        .max(attachLimit),
      /** one call of a confirmation of many: what speaks against a line keeps it out, even if it comes alone */
      together: z.boolean().default(false),
    }),
    z.object({
      done: z.array(id),
      failed: z.array(z.object({ fileId: id, fileName: z.string(), fullName: z.string(), sentence: z.string() })),
    }),
  ),
  /** forgets the folder; shots that were attached stay with their pupils */
  'photoFiles.discard': command(['clerk'], z.object({ folderId: id }), z.object({ removed: z.int() })),
  /** a finished photo that is not attached yet; its address changes with its content */
  'photo.ofFile': query(['clerk'], z.object({ fileId: id, sha256 }), z.object({ jpeg: bytes })),
};
