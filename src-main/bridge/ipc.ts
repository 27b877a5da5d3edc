import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import type { Reply } from '../../shared/contract/call.ts';
import { CALL_CHANNEL, type DeskEvent, EVENT_CHANNEL } from '../../shared/contract/channel.ts';
import type { Dispatch } from './dispatch.ts';

const REFUSED: Reply<never> = {
  ok: false,
  fault: { kind: 'forbidden', message: '这个请求不是从登记台的窗口来的，没有执行。' },
};

/**
 * Answers the calls of the desk's own window: its main frame, at `origin`. Anyone else gets `forbidden` and nothing is
 * dispatched. Name and input go on unread; dispatch parses them.
 */
export function serveCalls(window: () => BrowserWindow | null, origin: string, dispatch: Dispatch): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, raw: unknown) => {
    if (!isOwn(event.senderFrame, window(), origin) || typeof name !== 'string') return REFUSED;
    return dispatch(name, raw);
  });
}

/** Pushes one event to the screens; without a window it falls away, as a new window reads everything anew. */
export function pushEvent(window: BrowserWindow | null, event: DeskEvent): void {
  if (!window || window.isDestroyed()) return;
  window.webContents.send(EVENT_CHANNEL, event);
}

function isOwn(frame: WebFrameMain | null, window: BrowserWindow | null, origin: string): boolean {
  if (!frame || !window || window.isDestroyed()) return false;
  return frame === window.webContents.mainFrame && frame.url.startsWith(`${origin}/`);
}
