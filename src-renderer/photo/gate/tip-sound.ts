let context: AudioContext | null = null;

/**
 * Says a tip to the pupil: by a Chinese voice of this machine, else by a tone (low = change something, high = good).
 * Voices that speak over a network are never used.
 */
export function sayTip(words: string, isGood: boolean): void {
  const voice = globalThis.speechSynthesis?.getVoices().find(({ lang, localService }) => {
    return localService && lang.toLowerCase().startsWith('zh');
  });
  if (voice === undefined) {
    tone(isGood ? 988 : 494);
    return;
  }
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  // only the newest counts: what was still to be said is no longer true
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

function tone(frequency: number): void {
  try {
    context ??= new AudioContext();
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.06, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.12);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start();
    oscillator.stop(context.currentTime + 0.12);
  } catch {
    // without a sound device the words on the screen do
  }
}
