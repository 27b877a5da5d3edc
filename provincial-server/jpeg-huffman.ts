/**
 * `long`: what the next 16 bits begin with: (bits of the code and of the number that follows it) << 8 | the code's value; 0
 * where no code begins like that. `several`: what the next 12 bits hold of a block's codes behind the first: (bits of them all
 * with their numbers) << 8 | 0x80 where the last of them ends the block | the coefficients they fill; 0 where not one is whole.
 */
export type HuffmanTable = { readonly several: Uint32Array; readonly long: Uint16Array };

/** Sixteen kilobytes that stay in the processor's nearest memory: two or three codes of a photo at one look. */
const severalBits = 12;

/** Cameras and encoders write a handful of tables again and again; building one costs more than reading a photo with it. */
const known = new Map<string, HuffmanTable>();
const mostKnown = 64;

/** Reads a DHT segment (ITU-T T.81 B.2.4.2) into the tables it defines; false when it is not one. */
export function readHuffmanTables(
  segment: Uint8Array,
  tables: { readonly dc: Map<number, HuffmanTable>; readonly ac: Map<number, HuffmanTable> },
): boolean {
  let at = 0;
  while (at < segment.length) {
    const head = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const values = segment.subarray(at + 17, at + 17 + total);
    if (counts.length !== 16 || total === 0 || total > 256 || values.length !== total || head >> 4 > 1) return false;
    const table = tableOf(counts, values);
    if (!table) return false;
    (head >> 4 ? tables.ac : tables.dc).set(head & 15, table);
    at += 17 + total;
  }
  return at === segment.length;
}

function tableOf(counts: Uint8Array, values: Uint8Array): HuffmanTable | null {
  const name = `${Buffer.from(counts).toString('hex')}${Buffer.from(values).toString('hex')}`;
  const before = known.get(name);
  if (before) return before;
  const table = built(counts, values);
  if (table && known.size < mostKnown) known.set(name, table);
  return table;
}

function built(counts: Uint8Array, values: Uint8Array): HuffmanTable | null {
  const long = new Uint16Array(65_536);
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length += 1) {
    for (let n = 0; n < (counts[length - 1] ?? 0); n += 1) {
      if (code >= 1 << length) return null;
      const value = values[index] ?? 0;
      const entry = ((length + (value & 15)) << 8) | value;
      long.fill(entry, code << (16 - length), (code + 1) << (16 - length));
      code += 1;
      index += 1;
    }
    code <<= 1;
  }
  return { several: severalFrom(long), long };
}

function severalFrom(long: Uint16Array): Uint32Array {
  return Uint32Array.from({ length: 1 << severalBits }, (_none, bits) => {
    let [all, fills] = [0, 0];
    for (;;) {
      const found = long[(bits << (16 - severalBits + all)) & 0xffff] ?? 0;
      const [value, number] = [found & 0xff, found & 15];
      // the number may reach beyond what is looked at, the code may not; a run of sixteen zeros goes by itself
      if (found === 0 || value === 0xf0 || all + (found >> 8) - number > severalBits) break;
      all += found >> 8;
      if (number === 0) return (all << 8) | 0x80 | fills;
      fills += 1 + (value >> 4);
      if (all >= severalBits) break;
    }
    return (all << 8) | fills;
  });
}
