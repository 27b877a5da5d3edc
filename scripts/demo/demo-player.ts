import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Pace, Player } from '../../tests/e2e/main-job-keys.ts';

/** What stopped the demonstration, with the step in which it happened. */
export class StoppedStep extends Error {
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? (cause.message.split('\n\nCall log')[0] ?? '') : String(cause), { cause });
    this.step = step;
  }
}

/** A player that tells each step on standard error and keeps its pictures in a folder, one of the failure among them. */
export function demoPlayer(
  app: ElectronApplication,
  page: Page,
  { pace, pictures }: { readonly pace: Pace; readonly pictures: string },
): Player {
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
  };
  return {
    app,
    page,
    pace,
    picture,
    async step(title, play) {
      process.stderr.write(`· ${title}\n`);
      try {
        return await play();
      } catch (cause) {
        if (cause instanceof StoppedStep) throw cause;
        await picture('stopped-here').catch(() => undefined); // the desk may be gone
        throw new StoppedStep(title, cause);
      }
    },
  };
}
