import type { BrowserWindow } from 'electron';

const LIMIT_MS = 20_000;
const QUESTION = `(async () => {
  const reply = await window.kaoji.call('gate.state', {});
  const drawn = () => document.getElementById('root').childElementCount > 0;
  while (!drawn()) await new Promise((next) => requestAnimationFrame(next));
  return { bridge: reply.ok, phase: reply.ok ? reply.value.phase : reply.fault.kind };
})()`;

/** Asks the open window whether a screen is drawn and the bridge answers. One line for the packaging script to read. */
export async function smokeCheck(window: BrowserWindow): Promise<{ readonly passed: boolean; readonly line: string }> {
  const limit = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no answer in time')), LIMIT_MS));
  try {
    const answer: { bridge: boolean; phase: string } = await Promise.race([ask(window), limit]);
    const passed = answer.bridge && answer.phase === 'newProfile';
    return { passed, line: `smoke: ${passed ? 'ok' : 'bad'} ${JSON.stringify(answer)}` };
  } catch (cause) {
    return { passed: false, line: `smoke: bad ${cause instanceof Error ? cause.message : typeof cause}` };
  }
}

async function ask(window: BrowserWindow) {
  const { webContents } = window;
  if (webContents.isLoading()) await new Promise<void>((next) => webContents.once('did-finish-load', () => next()));
  return webContents.executeJavaScript(QUESTION);
}
