import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Voice = { readonly name: string; readonly lang: string; readonly localService: boolean };

const done: string[] = [];
/** The two devices a tip can come out of, as the browser names them; each notes what it is asked for. */
function listen(voices: readonly Voice[] | null): void {
  const synthesis = {
    getVoices: () => voices,
    cancel: () => done.push('cancel'),
    speak: ({ text, voice, lang }: { text: string; voice: Voice; lang: string }) =>
      done.push(`${voice.name} ${lang} ${text}`),
  };
  vi.stubGlobal('speechSynthesis', voices === null ? undefined : synthesis);
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  );
  const node = { connect: (next: unknown) => next };
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 0;
      destination = node;
      createOscillator() {
        const frequency = { value: 0 };
        return { ...node, frequency, start: () => done.push(`tone ${frequency.value}`), stop: () => undefined };
      }
      createGain() {
        const gain = { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined };
        return { ...node, gain };
      }
    },
  );
}

beforeEach(() => {
  done.length = 0;
  vi.resetModules(); // the module keeps its sound device
});
afterEach(() => vi.unstubAllGlobals());

const say = async (words: string, isGood = false) =>
  (await import('../../src-renderer/photo/gate/tip-sound.ts')).sayTip(words, isGood);
const huihui: Voice = { name: 'Huihui', lang: 'zh-CN', localService: true };

describe('提示的声音', () => {
  it('有本机的中文语音：念出来，先停下还没念完的', async () => {
    listen([{ name: 'Zira', lang: 'en-US', localService: true }, huihui]);
    await say('请靠近一点');
    expect(done).toEqual(['cancel', 'Huihui zh-CN 请靠近一点']);
  });

  it.each([
    ['没有语音', null],
    ['一个也没装', []],
    ['只有外语', [{ name: 'Zira', lang: 'en-US', localService: true }]],
    ['只有要联网的中文语音', [{ ...huihui, localService: false }]],
  ])('%s：只响一声，低的是要改，高的是好', async (_, voices) => {
    listen(voices);
    await say('请靠近一点');
    await say('很好，别动', true);
    expect(done).toEqual(['tone 494', 'tone 988']);
  });

  it('没有声音设备：不出错', async () => {
    listen(null);
    vi.stubGlobal('AudioContext', undefined);
    await expect(say('请靠近一点')).resolves.toBeUndefined();
  });
});
