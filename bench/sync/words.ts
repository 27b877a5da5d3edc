/** What the two ends of a measurement are told: files, folders and how to send. */
export type ServerWords = {
  readonly kind: 'ours' | 'others';
  /** empty folder of its own */
  readonly data: string;
  readonly rivals: string;
  readonly regionKey: string;
  readonly setupFile: string;
  readonly tlsKey: string;
  readonly tlsCert: string;
};

export const ways = ['ours', 'naive', 'six', 'batch', 'pouch', 'tus'] as const;
/** How records are sent; what each is, says docs/benchmarks.md. */
export type Way = (typeof ways)[number];

export type ClientWords = {
  readonly way: Way;
  /** a copy of the prepared profile: ours sends from the desk itself */
  readonly profile: string;
  readonly recordsFile: string;
  readonly rivals: string;
};

/** One line of a client: how many records (for tus: which share of them) the server has said it holds. */
export type ClientLine = { readonly done: number; readonly ms: number; readonly ended: boolean };

export const serverPort = 4443;
/** the receiver answers a loopback name only, so both ends call it that; client.ts leads the name over the link */
export const serverName = 'localhost';
