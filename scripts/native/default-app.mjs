// What the official Electron's own default application does, as far as we need it: run the folder or file that is named
// on the command line, as if it were installed there. It is awaited, so that the application still runs before `ready`.
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const target = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');

function entryOf(path) {
  if (!statSync(path).isDirectory()) return path;
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setAppPath(path);
  const name = description.productName ?? description.name;
  if (name) app.setName(name);
  if (description.version) app.setVersion(description.version);
  return join(path, description.main ?? 'index.js');
}

process.defaultApp = true;
try {
  await import(pathToFileURL(entryOf(target)).href);
} catch (cause) {
  console.error(cause);
  app.exit(1);
}
