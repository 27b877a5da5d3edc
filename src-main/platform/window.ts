import { app, BrowserWindow, Menu, type Session } from 'electron';

/** Opens `page` in the desk's one window, in `session`, shown once its first screen is drawn. `preload`: path of the built script. */
export function openDeskWindow(preload: string, session: Session, page: string): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    title: '考籍登记台',
    width: 1366,
    height: 800,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      disableBlinkFeatures: 'Auxclick',
      backgroundThrottling: false, // the live picture goes on while the form prints
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(page);
  return window;
}
