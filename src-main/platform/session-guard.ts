import { type App, type Session, session } from 'electron';
import { DESK_ORIGIN } from './app-protocol.ts';

const OWN_SCHEMES = ['app:', 'blob:', 'data:', 'devtools:'];

/**
 * Closes a browser session to everything but our own pages: no network, no permission but the camera for our own
 * screens, no downloads, no spell checker (it would fetch dictionaries and keep what people type).
 */
export function guardSession(guarded: Session, devServer: string | null): void {
  const socket = devServer?.replace(/^http/, 'ws');
  guarded.webRequest.onBeforeRequest(({ url }, decide) => {
    const own = OWN_SCHEMES.includes(new URL(url).protocol);
    const dev = devServer !== null && (isBelow(url, devServer) || isBelow(url, socket ?? devServer));
    decide({ cancel: !own && !dev });
  });
  guarded.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const wantsSound = 'mediaTypes' in details && details.mediaTypes?.includes('audio') === true;
    decide(permission === 'media' && !wantsSound && details.isMainFrame && isBelow(details.requestingUrl, DESK_ORIGIN));
  });
  guarded.setPermissionCheckHandler((_contents, permission, origin) => {
    return permission === 'media' && isBelow(origin, DESK_ORIGIN);
  });
  guarded.setDevicePermissionHandler(() => false);
  guarded.setSpellCheckerEnabled(false);
  guarded.on('will-download', (event) => event.preventDefault());
}

/** Holds for every page of this process: none opens windows, leaves its address or embeds another page. */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/**
 * A session that lives in memory only. With one that is kept, Chromium may move pictures to files in the clear when
 * memory runs short, and keeps what screens put into local storage.
 */
export function passingSession(name: string): Session {
  return session.fromPartition(name, { cache: false });
}

function isBelow(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
