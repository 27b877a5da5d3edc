import { type App, type BrowserWindow, dialog } from 'electron';

const SENTENCE = '考籍登记台已经打开。同一个数据文件夹同时只能开一个窗口，已切换到打开的那个。';

/**
 * Two processes on one profile would fight over its file. False: another desk holds this profile; it comes to the front
 * and says so, and this process has to end. The lock belongs to the `userData` folder: set that first.
 */
export function holdSingleDesk(app: App, window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`${SENTENCE}\n`);
    return false;
  }
  app.on('second-instance', () => {
    const open = window();
    if (!open) return;
    if (open.isMinimized()) open.restore();
    open.focus();
    void dialog.showMessageBox(open, { type: 'info', message: SENTENCE, buttons: ['知道了'], noLink: true });
  });
  return true;
}
