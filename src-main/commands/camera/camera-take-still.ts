import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { readCameraSetting } from '../../db/store/camera-setting.ts';
import type { LongHandler } from '../../platform/act.ts';

/**
 * Takes one still with the chosen device, or with the first one where none was chosen. The camera's own sentence comes
 * back as a form problem, so the pupil stays on the screen. Nothing is stored here: the shot comes back cropped.
 */
export const takeStill: LongHandler<'camera.takeStill'> = async (_input, { db }, services) => {
  const chosen = readCameraSetting(db).stillDevice ?? (await services.camera.devices())[0]?.id;
  if (chosen === undefined) {
    return failed(invalid('stillDevice', '找不到备用摄像头。接好 USB 摄像头再按空格，或改用实时画面'));
  }
  try {
    const { jpeg, device } = await services.camera.take(chosen);
    return ok({ jpeg: new Uint8Array(jpeg), device });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    return failed(invalid('stillDevice', sentence));
  }
};

/** The sentence of a fault of the port StillCamera; null for a bug. */
function sentenceOf(error: unknown): string | null {
  return error instanceof Error && 'sentence' in error && typeof error.sentence === 'string' ? error.sentence : null;
}
