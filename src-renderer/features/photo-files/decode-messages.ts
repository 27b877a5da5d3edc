/** One picture file for the decoder. `turn`: quarter turns clockwise on top of the file's own orientation. */
export type DecodeQuestion = {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly turn: number;
};

/** The picture, or null where it could not be decoded. */
export type DecodeAnswer = { readonly id: number; readonly frame: ImageBitmap | null };
