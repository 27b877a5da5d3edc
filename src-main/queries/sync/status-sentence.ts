import { beijingTime } from '../../db/store/candidacy-history.ts';

export type SyncFigures = {
  readonly receiverUrl: string | null;
  readonly waiting: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** told beside the records */
  readonly changes: { readonly waiting: number; readonly held: number; readonly taken: boolean };
  readonly running: boolean;
  /** since when somebody wants nothing sent by itself; null = not paused */
  readonly pausedAt: string | null;
  /** of a run under way; null or 0 = not known yet */
  readonly bytesPerSecond: number | null;
  /** of a run under way; null = not known */
  readonly secondsLeft: number | null;
  /** the region's clock minus the desk's, milliseconds; null = not known */
  readonly clockDifferenceMs: number | null;
};

const noticeable = 5 * 60_000;
/** Below this, bytes a second, a photo takes seconds: the line is called weak. */
const weak = 16_000;

/** How many, where, what next, in one or two Chinese sentences. Work at the desk goes on in every state. */
export function statusSentence(figures: SyncFigures): string {
  const { changes, clockDifferenceMs } = figures;
  return [whereTheyAre(figures), besides(changes), whatCameBack(figures), clockNote(clockDifferenceMs)]
    .filter(Boolean)
    .join('');
}

function whereTheyAre(figures: SyncFigures): string {
  const { waiting, running, receiverUrl, acknowledged, pausedAt } = figures;
  if (waiting > 0 && receiverUrl === null) return `${waiting} 份存在本机，还没有设接收地址。由管理员填写。`;
  if (waiting > 0 && running) return underWay(figures);
  if (pausedAt !== null) return paused(waiting, pausedAt);
  if (waiting > 0) return `还有 ${waiting} 份未送达，都存在本机。可以继续登记。`;
  return acknowledged > 0 ? `已送达 ${acknowledged} 份，都有回执。` : '没有要送的。';
}

/** Changes and entries that wait beside the records, and why they do not go, where something has to come first. */
function besides({ waiting, held, taken }: SyncFigures['changes']): string {
  if (waiting === 0) return '';
  if (!taken) return `另有 ${waiting} 项变动待送，自治区的接收程序还不收变动，换了新的就自己送。`;
  const why = held === 0 ? '' : held === waiting ? '，等记录的回执' : `，其中 ${held} 项等记录的回执`;
  return `另有 ${waiting} 项变动待送${why}。`;
}

function underWay({ waiting, bytesPerSecond, secondsLeft }: SyncFigures): string {
  const signal = bytesPerSecond !== null && bytesPerSecond > 0 && bytesPerSecond < weak ? '，信号弱' : '';
  const left = secondsLeft === null ? '，正在送' : `，预计 ${Math.max(1, Math.ceil(secondsLeft / 60))} 分钟`;
  return `还有 ${waiting} 份未送达${signal}${left}。可以继续登记。`;
}

function paused(waiting: number, pausedAt: string): string {
  const left = waiting > 0 ? `还有 ${waiting} 份未送达，都存在本机。` : '没有要送的。';
  return `${left}${beijingTime(pausedAt)} 起暂停了自动送、自动取，按“现在送出”接着来。`;
}

function whatCameBack({ refused }: SyncFigures): string {
  return refused > 0 ? `自治区退回过 ${refused} 份，看“退回”。` : '';
}

function clockNote(difference: number | null): string {
  if (difference === null || Math.abs(difference) < noticeable) return '';
  return `本机比自治区${difference > 0 ? '慢' : '快'} ${spanInWords(Math.abs(difference))}。不影响登记；由管理员校时。`;
}

function spanInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 90) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}
