/** What a camera lets be set, as a slider: names of MediaTrackConstraints, `at` as it is now. */
export type CameraControl = {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly at: number;
  /** the constraint that hands it back to the camera's automatic; null = there is none */
  readonly automatic: string | null;
};

/** By the name of the constraint; what TypeScript does not know of cameras yet is read with care. */
type Ranges = Readonly<Record<string, unknown>>;
export type SetControls = Readonly<Record<string, number>>;

const known: readonly { readonly name: string; readonly label: string; readonly mode: string | null }[] = [
  { name: 'exposureTime', label: '曝光时间', mode: 'exposureMode' },
  { name: 'exposureCompensation', label: '曝光补偿', mode: null },
  { name: 'iso', label: '感光度', mode: 'exposureMode' },
  { name: 'focusDistance', label: '对焦距离', mode: 'focusMode' },
  { name: 'zoom', label: '变焦', mode: null },
  { name: 'colorTemperature', label: '白平衡', mode: 'whiteBalanceMode' },
  { name: 'brightness', label: '亮度', mode: null },
  { name: 'contrast', label: '对比度', mode: null },
  { name: 'saturation', label: '饱和度', mode: null },
  { name: 'sharpness', label: '锐度', mode: null },
];

/** The sliders that this camera offers, in a fixed order. `capabilities` and `settings` as the track tells them. */
export function controlsOf(capabilities: Ranges, settings: Ranges): readonly CameraControl[] {
  return known.flatMap(({ name, label, mode }) => {
    const range = rangeOf(capabilities[name]);
    if (range === null) return [];
    const now = settings[name];
    const at = typeof now === 'number' ? now : range.min;
    return [
      { name, label, ...range, at, automatic: mode !== null && offers(capabilities[mode], 'continuous') ? mode : null },
    ];
  });
}

/**
 * What `applyConstraints` takes to set `wanted` on a camera with these capabilities: values within its range, the mode
 * beside them switched to manual, and everything that is not set handed back to the automatic. Null = nothing to do.
 */
export function constraintsFor(wanted: SetControls, capabilities: Ranges): MediaTrackConstraints | null {
  const sets: Record<string, unknown>[] = [];
  const modes = new Map<string, 'manual' | 'continuous'>();
  for (const { name, mode } of known) {
    const range = rangeOf(capabilities[name]);
    if (range === null) continue;
    const value = wanted[name];
    if (value !== undefined) sets.push({ [name]: Math.min(Math.max(value, range.min), range.max) });
    if (mode === null) continue;
    if (value !== undefined && offers(capabilities[mode], 'manual')) modes.set(mode, 'manual');
    else if (!modes.has(mode) && offers(capabilities[mode], 'continuous')) modes.set(mode, 'continuous');
  }
  // a mode goes first: a value is only taken in manual
  const advanced = [...[...modes].map(([mode, word]) => ({ [mode]: word })), ...sets];
  return advanced.length === 0 ? null : { advanced: advanced as MediaTrackConstraintSet[] };
}

function rangeOf(capability: unknown): { readonly min: number; readonly max: number; readonly step: number } | null {
  if (typeof capability !== 'object' || capability === null) return null;
  const { min, max, step } = capability as Ranges;
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) return null;
  return { min, max, step: typeof step === 'number' && step > 0 ? step : (max - min) / 100 };
}

function offers(modes: unknown, mode: string): boolean {
  return Array.isArray(modes) && modes.includes(mode);
}
