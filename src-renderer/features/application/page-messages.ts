/** One file for the page maker; `bytes` were proven by main. */
export type PageQuestion = {
  readonly kind: 'jpeg' | 'png' | 'pdf';
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Pages as JPEG in their order, or why there are none. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly done: number; readonly total: number }
  | { readonly kind: 'pages'; readonly pages: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly kind: 'refused'; readonly sentence: string };
