import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { FilePicker } from './ports.ts';

/** File dialogs over the desk's window. A chosen name without one of `extensions` gets the first of them. */
export function fileDialogs(window: () => BrowserWindow | null): FilePicker {
  return {
    async open(title, extensions) {
      const options = {
        title,
        filters: filtersOf(extensions),
        properties: ['openFile' as const, 'dontAddToRecent' as const],
      };
      const parent = window();
      const chosen = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return chosen.filePaths[0] ?? null;
    },
    async openFolder(title) {
      const options = { title, properties: ['openDirectory' as const, 'dontAddToRecent' as const] };
      const parent = window();
      const chosen = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return chosen.filePaths[0] ?? null;
    },
    async save(title, suggestedName, extensions) {
      const options = {
        title,
        defaultPath: join(documentsFolder(), suggestedName),
        filters: filtersOf(extensions),
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const, 'dontAddToRecent' as const],
      };
      const parent = window();
      const chosen = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return chosen.canceled || !chosen.filePath ? null : withExtension(chosen.filePath, extensions);
    },
  };
}

function filtersOf(extensions: readonly string[]) {
  return extensions.length === 0 ? [] : [{ name: extensions.join('、'), extensions: [...extensions] }];
}

function withExtension(path: string, extensions: readonly string[]): string {
  const [first] = extensions;
  if (!first || extensions.some((extension) => path.toLowerCase().endsWith(`.${extension.toLowerCase()}`))) return path;
  return `${path}.${first}`;
}

function documentsFolder(): string {
  try {
    return app.getPath('documents');
  } catch {
    return homedir(); // an account without the usual folders
  }
}
