const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** Bytes in BIP 173's Bech32 behind `prefix`, without its limit of 90 characters: how age spells its keys. */
export function bech32(prefix: string, bytes: Uint8Array): string {
  const words = wordsOf(bytes);
  const start = [...prefix].map((one) => one.charCodeAt(0));
  const expanded = [...start.map((code) => code >> 5), 0, ...start.map((code) => code & 31)];
  const sum = checksum([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => alphabet[word]).join('')}`;
}

function wordsOf(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      words.push((held >> bits) & 31);
    }
  }
  return bits > 0 ? [...words, (held << (5 - bits)) & 31] : words;
}

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [at, one] of generator.entries()) if ((top >> at) & 1) sum ^= one;
  }
  return sum >>> 0;
}
