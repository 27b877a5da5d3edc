import { parseArgs } from 'node:util';

export type ReceiverOptions = {
  readonly regionKeyFile: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  /** PostgreSQL to use instead of the embedded database */
  readonly databaseUrl: string | null;
  /** the region's signed set-up file, for its editions */
  readonly setupFile: string | null;
  /** answer GET /v1/report, which names records: for tests and the comparison with a desk, never by itself */
  readonly report: boolean;
  /**
   * this start is the first after the database was put back from a backup: cursors of desks start anew, and only the region's
   * own people are answered until the next start without it
   */
  readonly restored: boolean;
  /** take records of desks that are not enrolled: for trials on this machine, never on another address */
  readonly takesUnenrolled: boolean;
};

/** Names of this machine itself, as an address to listen on and as the host a caller asked for. */
export const loopback = ['127.0.0.1', '::1', 'localhost'];

const usage =
  '用法：node provincial-server/main.ts --region-key <私钥文件> --data <文件夹> [--port 4870] [--setup <安装文件>] [--host 127.0.0.1] [--report] [--restored] [--take-unenrolled]；设 DATABASE_URL 则用 PostgreSQL';

/** Reads the command line; the message of a fault is Chinese and says what to do. */
export function readOptions(args: readonly string[], databaseUrl: string | undefined): ReceiverOptions {
  const values = parsed(args);
  if (!values['region-key'] || !values.data) throw new Error(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`端口“${values.port}”不是 0 到 65535 的整数。`);
  const forTrials = ['report', 'take-unenrolled'].filter((name) => values[name as 'report' | 'take-unenrolled']);
  if (!loopback.includes(values.host) && forTrials.length > 0) {
    throw new Error(
      `监听 ${values.host} 时不能用 ${forTrials.map((name) => `--${name}`).join('、')}：那只给本机试用。去掉它，或去掉 --host 再启动。`,
    );
  }
  return {
    regionKeyFile: values['region-key'],
    dataFolder: values.data,
    port,
    host: values.host,
    databaseUrl: databaseUrl || null,
    setupFile: values.setup ?? null,
    report: values.report,
    restored: values.restored,
    takesUnenrolled: values['take-unenrolled'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'region-key': { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string', default: '4870' },
        host: { type: 'string', default: '127.0.0.1' },
        setup: { type: 'string' },
        report: { type: 'boolean', default: false },
        restored: { type: 'boolean', default: false },
        'take-unenrolled': { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw new Error(usage);
  }
}
