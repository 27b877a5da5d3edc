/** What the receiver writes down about its work: ids, codes, sizes, times. Never names, numbers or bodies of messages. */
export type LogLine = {
  readonly at: string;
  readonly what: string;
  readonly messageId?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly bytes?: number;
  readonly count?: number;
  /** the file of a damaged pack of photos */
  readonly pack?: string;
  readonly ms?: number;
};
export type Log = (line: LogLine) => void;

/** One JSON object a line, to standard output. */
export function logToStdout(line: LogLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
