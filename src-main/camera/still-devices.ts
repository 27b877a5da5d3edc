import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { stillFault } from './still-fault.ts';

const SYSFS = '/sys/class/video4linux';
const DEVICE = /^\/dev\/video\d{1,3}$/;

export type StillDevice = {
  readonly id: string;
  readonly name: string;
  /** socket by the kernel's tree, the same after a restart and after other cameras come and go; null = not told */
  readonly plug: string | null;
};

/**
 * Cameras of this machine by the kernel's own list. Index 0 only: the others are metadata nodes of the same camera.
 * With a test root also the test pattern and the JPEGs in that folder. Empty outside Linux.
 */
export async function listStillDevices(testRoot: string | null, sysfs: string = SYSFS): Promise<StillDevice[]> {
  const nodes = await readdir(sysfs).catch(() => []);
  const found: StillDevice[] = [];
  for (const node of nodes.filter((name) => /^video\d{1,3}$/.test(name)).sort(byNumber)) {
    const index = await readLine(join(sysfs, node, 'index'));
    if (index !== '' && index !== '0') continue;
    const name = (await readLine(join(sysfs, node, 'name'))) || node;
    found.push({ id: `/dev/${node}`, name, plug: await plugOf(join(sysfs, node)) });
  }
  if (testRoot === null) return found;
  const root = await realpath(testRoot).catch(() => null);
  const pictures = root === null ? [] : (await readdir(root)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  return [
    ...found,
    { id: 'TEST:', name: '测试图案', plug: null },
    ...pictures.map((name) => ({ id: `FILE:${join(root ?? '', name)}`, name: `测试照片 ${name}`, plug: null })),
  ];
}

/**
 * Checks a device id against the allow-list and returns what may be handed to the driver. Only character devices
 * /dev/videoN; TEST: and FILE: only below an explicit test root. Throws StillFault.
 */
export async function admitStillDevice(id: string, testRoot: string | null): Promise<string> {
  if (DEVICE.test(id)) {
    const node = await stat(id).catch(() => null);
    if (node === null || !node.isCharacterDevice()) throw stillFault('NO_DEVICE', id);
    return id;
  }
  if (testRoot !== null && id === 'TEST:') return id;
  if (testRoot !== null && id.startsWith('FILE:')) {
    const root = await realpath(testRoot).catch(() => null);
    const file = await realpath(id.slice('FILE:'.length)).catch(() => null);
    if (root === null || file === null || !file.startsWith(root + sep)) throw stillFault('BAD_DEVICE');
    return `FILE:${file}`;
  }
  throw stillFault('BAD_DEVICE');
}

/**
 * Which socket a camera sits in: controller, kind of bus, chain of ports and interface, as udev's by-path names them. The
 * number of the bus is left out: it goes by the order in which controllers are found.
 */
async function plugOf(node: string): Promise<string | null> {
  const place = await realpath(join(node, 'device')).catch(() => null);
  if (place === null) return null;
  const steps = place.split(sep);
  const bus = steps.findIndex((step) => /^usb\d+$/.test(step));
  if (bus < 1) return place;
  // ports of the slow and the fast half of one controller are both counted from 1
  const kind = await readLine(join(steps.slice(0, bus + 1).join(sep), 'version'));
  return `${basename(dirname(steps.slice(0, bus + 1).join(sep)))} usb${kind} ${(steps.at(-1) ?? '').replace(/^\d+-/, '')}`;
}

async function readLine(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}

function byNumber(a: string, b: string): number {
  return Number(a.slice('video'.length)) - Number(b.slice('video'.length));
}
