import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import {
  type CameraSetting,
  presentStill,
  readCameraSetting,
  writeCameraSetting,
} from '../../db/store/camera-setting.ts';
import type { LongHandler } from '../../platform/act.ts';

/**
 * Takes one still with the chosen camera, wherever it is plugged in now; where none was ever chosen, with the only one
 * that is there. Never with another one than was chosen, never with one of several. The camera's own sentence comes
 * back as a form problem, so the pupil stays on the screen. Nothing is stored here: the picture goes to the gate.
 */
export const takeStill: LongHandler<'camera.takeStill'> = async (_input, { db, clock, actor, transact }, services) => {
  const devices = await services.camera.devices();
  // one of its name that was plugged in later: once the chosen one is gone, the name says nothing any more
  if (twinOf(readCameraSetting(db), devices))
    transact((step) => {
      writeCameraSetting(step.db, { stillHasTwin: true }, clock.now(), actor.userId);
      return ok(null);
    });
  const setting = readCameraSetting(db);
  const [first, ...others] = devices;
  if (setting.stillDevice === null && others.length > 0) {
    return failed(
      invalid('still', `有 ${devices.length} 台备用摄像头，还没有选用哪一台，没有拍。在“换照片来源”里选一台`),
    );
  }
  const chosen = setting.stillDevice === null ? first : presentStill(setting, devices);
  if (chosen === null) return failed(invalid('still', notThere(setting, devices)));
  if (chosen === undefined) {
    return failed(invalid('still', '找不到备用摄像头。接好 USB 摄像头再按空格，或改用实时画面'));
  }
  try {
    const { jpeg } = await services.camera.take(chosen.id);
    return ok({ jpeg: new Uint8Array(jpeg), device: chosen.name });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    return failed(invalid('still', sentence));
  }
};

/** Several of the chosen one's name are there, and that is not yet remembered. */
function twinOf({ stillName, stillHasTwin }: CameraSetting, devices: readonly { readonly name: string }[]): boolean {
  return stillName !== null && !stillHasTwin && devices.filter(({ name }) => name === stillName).length > 1;
}

function notThere(
  { stillName: name }: Pick<CameraSetting, 'stillName'>,
  devices: readonly { readonly name: string }[],
): string {
  if (name === null) return '备用摄像头只记了插口，认不准是哪一台，没有拍。在“换照片来源”里重新选一次';
  if (devices.some((device) => device.name === name))
    return `“${name}”有过几台，凭现在的插口认不准是不是选定的那台，没有拍。插回选时的 USB 口再按空格，或在“换照片来源”里重新选`;
  return `选定的备用摄像头“${name}”现在不在，没有用别的代替。接好它再按空格，或在“换照片来源”里另选一台`;
}

/** The sentence of a fault of the port StillCamera; null for a bug. */
function sentenceOf(error: unknown): string | null {
  return error instanceof Error && 'sentence' in error && typeof error.sentence === 'string' ? error.sentence : null;
}
