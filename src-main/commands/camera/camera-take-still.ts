import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { presentStill, readCameraSetting } from '../../db/store/camera-setting.ts';
import type { LongHandler } from '../../platform/act.ts';

/**
 * Takes one still with the chosen device, wherever it is plugged in now, or with the first one where none was chosen.
 * Never with another one than was chosen. The camera's own sentence comes
 * back as a form problem, so the pupil stays on the screen. Nothing is stored here: the shot comes back cropped.
 */
export const takeStill: LongHandler<'camera.takeStill'> = async (_input, { db }, services) => {
  const setting = readCameraSetting(db);
  const devices = await services.camera.devices();
  const chosen = (setting.stillDevice === null ? devices[0] : presentStill(setting, devices))?.id;
  if (chosen === undefined && setting.stillDevice !== null) {
    return failed(invalid('stillDevice', notThere(setting.stillName)));
  }
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

function notThere(name: string | null): string {
  if (name === null) return '备用摄像头只记了插口，认不准是哪一台，没有拍。在“换照片来源”里重新选一次';
  return `选定的备用摄像头“${name}”现在认不出来，没有用别的代替。接好它再按空格，或在“换照片来源”里另选一台`;
}

/** The sentence of a fault of the port StillCamera; null for a bug. */
function sentenceOf(error: unknown): string | null {
  return error instanceof Error && 'sentence' in error && typeof error.sentence === 'string' ? error.sentence : null;
}
