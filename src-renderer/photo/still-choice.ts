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

/**
 * The camera that the dialog stands on: the one that was just picked, as long as it is at its place, else the one in use.
 * `gone` says that the picked one is not there any more and what stands in its place; null = it is, or none was picked.
 */
export function stillPicked(
  settings: StillSettings,
  picked: StillDevice | null,
): { readonly still: StillDevice | null; readonly gone: string | null } {
  const { stillDevices } = settings;
  // the list may have changed meanwhile: at the same address there may be another camera
  const there = picked === null ? undefined : stillDevices.find((device) => isSame(device, picked));
  const still = there ?? stillInUse(settings);
  if (picked === null || there !== undefined) return { still, gone: null };
  return { still, gone: goneWords(picked.name, still && stillLabel(still, stillDevices), stillDevices.length) };
}

/** The same of a camera with a live picture, by its id; `inUse` is the one whose picture is on the screen. */
export function livePicked(
  cameras: readonly { readonly id: string; readonly name: string }[],
  picked: { readonly id: string; readonly name: string } | null,
  inUse: string | null,
): { readonly id: string | null; readonly gone: string | null } {
  if (picked === null) return { id: inUse, gone: null };
  if (cameras.some(({ id }) => id === picked.id)) return { id: picked.id, gone: null };
  const instead = cameras.find(({ id }) => id === inUse) ?? null;
  return { id: instead?.id ?? null, gone: goneWords(picked.name, instead?.name ?? null, cameras.length) };
}

/** `others`: how many cameras there are to pick from. */
function goneWords(name: string, instead: string | null, others: number): string {
  if (others === 0) return `刚选的“${name}”现在不在了，没有别的摄像头：接好 USB 线，接上就能选`;
  const way = instead === null ? '在下面另选一台' : `下面换回了“${instead}”`;
  return `刚选的“${name}”现在不在了，${way}。要用它，接好 USB 线再选`;
}

/** Why no camera is picked already, and what to do; null = one is. */
export function stillMissing(settings: StillSettings): string | null {
  if (stillInUse(settings) !== null) return null;
  const { stillName, stillDevices } = settings;
  if (stillName !== null && stillDevices.some(({ name }) => name === stillName))
    return `“${stillName}”有过几台，凭现在的插口认不准是不是选定的那台。插回选时的 USB 口，或在下面重新选`;
  if (stillName !== null) return `选定的“${stillName}”现在不在。接好它的 USB 线，或在下面另选一台`;
  if (stillDevices.length === 0) return '没有找到备用摄像头：接好 USB 线，接上就能选';
  return `有 ${stillDevices.length} 台备用摄像头，选一台`;
}

function isSame(one: StillDevice, other: StillDevice): boolean {
  return one.id === other.id && one.name === other.name && one.plug === other.plug;
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
