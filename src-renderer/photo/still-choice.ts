import type { Output } from '#shared/contract/index.ts';

type StillSettings = Pick<Output<'camera.settings'>, 'stillDevice' | 'stillName' | 'stillDevices'>;
export type StillDevice = StillSettings['stillDevices'][number];

/** The camera that a still would be taken with now: the chosen one, or the only one; null = none, or a person has to say which. */
export function stillInUse({ stillDevice, stillName, stillDevices }: StillSettings): StillDevice | null {
  if (stillDevice !== null) return stillDevices.find(({ id }) => id === stillDevice) ?? null;
  const [only, ...others] = stillDevices;
  // another camera never steps in for the one that was chosen
  return stillName === null && only !== undefined && others.length === 0 ? only : null;
}

/** Why no camera is picked already, and what to do; null = one is. */
export function stillMissing(settings: StillSettings): string | null {
  if (stillInUse(settings) !== null) return null;
  const { stillName, stillDevices } = settings;
  if (stillName !== null && stillDevices.some(({ name }) => name === stillName))
    return `“${stillName}”有过几台，凭现在的插口认不准是不是选定的那台。插回选时的 USB 口，或在下面重新选`;
  if (stillName !== null) return `选定的“${stillName}”现在不在。接好它的 USB 线，或在下面另选一台`;
  if (stillDevices.length === 0) return '没有找到备用摄像头：接上 USB 摄像头，再打开这一页';
  return `有 ${stillDevices.length} 台备用摄像头，选一台`;
}

/** Its name; of several of one name also the socket, by which people tell them apart. */
export function stillLabel({ name, plug }: StillDevice, devices: readonly StillDevice[]): string {
  const twins = devices.filter((other) => other.name === name).length;
  return twins > 1 ? `${name}（USB 口 ${portOf(plug)}）` : name;
}

/** `0000:00:14.0 usb2.00 1.2:1.0` → `1.2`. */
function portOf(plug: string | null): string {
  return plug === null ? '不明' : (plug.split(' ').at(-1) ?? plug).replace(/:\d+\.\d+$/, '');
}
