import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { net, protocol, type Session } from 'electron';
import { CAMERA_PLUG_QUERY } from '../../shared/contract/channel.ts';

export const DESK_ORIGIN = 'app://desk';
export const DESK_PAGE = `${DESK_ORIGIN}/index.html`;

/** The address of the screens. `cameraPlug`: this run lets a test pull the camera out. */
export function deskPage(cameraPlug: boolean): string {
  return cameraPlug ? `${DESK_PAGE}?${CAMERA_PLUG_QUERY}` : DESK_PAGE;
}

// Inline styles stay allowed: the component library writes its rules into <style> elements. Scripts never are;
// 'wasm-unsafe-eval' lets our own WebAssembly (the face detector's) be compiled and no script be made from text.
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
];

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.onnx': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
};

/** Must run before `ready`: a standard, secure scheme gives the page an origin of its own and the camera. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the built screens at app://desk/ with the security headers. With `devServer` (an http origin on loopback) the
 * same origin shows what the dev server builds, and only then are its inline start-up script and its socket let through.
 */
export function serveScreens(session: Session, folder: string, devServer: string | null): void {
  const policy = (devServer ? contentSecurity.map((line) => loosened(line, devServer)) : contentSecurity).join('; ');
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'desk' || request.method !== 'GET') return plain(404);
    if (devServer) return withHeaders(await net.fetch(devServer + url.pathname + url.search), policy);
    return serveFile(folder, url.pathname, policy);
  });
}

async function serveFile(folder: string, pathname: string, policy: string): Promise<Response> {
  const path = join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname));
  const mediaType = mediaTypes[extname(path)];
  if (!path.startsWith(folder + sep) || !mediaType) return plain(404);
  try {
    const content = new Uint8Array(await readFile(path));
    return withHeaders(new Response(content, { headers: { 'Content-Type': mediaType } }), policy);
  } catch {
    return plain(404);
  }
}

function withHeaders(response: Response, policy: string): Response {
  const headers = new Headers({
    'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
    'Cache-Control': 'no-store',
  });
  return new Response(response.body, { status: response.status, headers });
}

function plain(status: number): Response {
  return new Response(null, { status });
}

function loosened(line: string, devServer: string): string {
  if (line.startsWith('script-src')) return `${line} 'unsafe-inline'`;
  if (line.startsWith('connect-src')) return `${line} ${devServer.replace(/^http/, 'ws')}`;
  return line;
}
