let context: AudioContext | null = null;

/** Short tones, so that the clerk can look at the pupil: shot 80 ms, completed two rising notes, refused one low note. */
function tone(frequency: number, fromMs: number, lengthMs: number): void {
  try {
    context ??= new AudioContext();
    const start = context.currentTime + fromMs / 1000;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.12, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + lengthMs / 1000);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + lengthMs / 1000);
  } catch {
    // a desk without sound device works all the same; every sound has its flash
  }
}

/** Each sound has a flash of 300 ms round the window, for a loud hall and for people who do not hear it. */
function flash(tone: 'done' | 'refused' | 'plain'): void {
  document.body.dataset['flash'] = tone;
  setTimeout(() => {
    delete document.body.dataset['flash'];
  }, 300);
}

export function playShutter(): void {
  tone(1400, 0, 80);
  flash('plain');
}

export function playCompleted(): void {
  tone(660, 0, 80);
  tone(880, 80, 80);
  flash('done');
}

export function playRefused(): void {
  tone(220, 0, 220);
  flash('refused');
}
