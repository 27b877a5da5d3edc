import type { FaceDetector } from './face-detector.ts';
import type { GateNotice, GateQuestion, GateReply } from './gate-messages.ts';
import { answerQuestion } from './gate-work.ts';
import { humanDetector } from './human-detector.ts';
import { openTextSide, type TextSide } from './text-side.ts';

// The worker's own script lies below the origin that holds the models: nothing is asked of another.
const assets = `${self.location.origin}/gate/`;
let text: TextSide | null = null;
const detector = start();

self.onmessage = async ({ data }: MessageEvent<GateQuestion | GateNotice>) => {
  if (data.kind === 'newSitter') {
    text?.forget();
    return;
  }
  try {
    say({ kind: 'answer', id: data.id, answer: await answerQuestion(data, await detector, text) });
  } catch (cause) {
    say({ kind: 'broken', id: data.id, reason: String(cause) });
  }
};

async function start(): Promise<FaceDetector | null> {
  try {
    const made = humanDetector(assets);
    await made.load();
    say({ kind: 'ready' });
    // only now: the detector is what the screen waits for
    text = openTextSide();
    return made;
  } catch (cause) {
    console.warn(`photo gate: ${String(cause)}`);
    say({ kind: 'noDetector', reason: String(cause) });
    return null;
  }
}

function say(reply: GateReply): void {
  self.postMessage(reply);
}
