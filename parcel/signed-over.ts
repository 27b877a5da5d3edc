/** What the signature of a parcel is over: words that no other signed text of ours starts with, and the file's hash. */
export function signedOver(digest: Uint8Array): string {
  return `kaoji-parcel/1\n${Buffer.from(digest).toString('hex')}`;
}
