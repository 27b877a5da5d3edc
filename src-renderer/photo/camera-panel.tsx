import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import './camera-panel.css';
import type { SetControls } from './camera-controls.ts';
import type { CameraControls } from './use-camera-controls.ts';
import type { LivePreview } from './use-live-camera.ts';

const REMEMBER_AFTER_MS = 400;

/** The cameras of this machine to pick from; the desk remembers the name. */
export function CameraChoice({
  preview,
  onCamera,
}: {
  readonly preview: LivePreview;
  readonly onCamera: (camera: { readonly id: string; readonly name: string }) => void;
}): ReactNode {
  const open = preview.state.kind === 'live' ? preview.state.deviceId : null;
  return (
    <fieldset className="camera-panel">
      <legend>摄像头（这台登记台记住选的）</legend>
      {preview.cameras.length === 0 && <p className="hint">还没有找到摄像头</p>}
      {preview.cameras.map((camera) => (
        <label key={camera.id}>
          <input
            type="radio"
            name="camera"
            checked={camera.id === open}
            onChange={() => {
              preview.choose(camera.id);
              onCamera(camera);
            }}
          />
          {camera.name}
        </label>
      ))}
    </fieldset>
  );
}

/**
 * What can be set on the open camera: one slider each, and the camera's automatic where it has one. `onRemember` gets
 * everything that is set, once the hand rests. Give it the camera's id as key: what is set belongs to that camera.
 */
export function CameraSliders({
  controls,
  remembered,
  onRemember,
}: {
  readonly controls: CameraControls;
  readonly remembered: SetControls;
  readonly onRemember: (wanted: SetControls) => void;
}): ReactNode {
  const [wanted, setWanted] = useState(remembered);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<SetControls | null>(null);
  const remember = useEffectEvent(() => {
    clearTimeout(later.current);
    if (waiting.current !== null) onRemember(waiting.current);
    waiting.current = null;
  });
  // whoever leaves at once after a move has set it all the same
  useEffect(() => () => remember(), []);

  const set = (next: SetControls): void => {
    setWanted(next);
    controls.apply(next);
    clearTimeout(later.current);
    waiting.current = next;
    later.current = setTimeout(() => remember(), REMEMBER_AFTER_MS);
  };
  if (controls.offered.length === 0) return <p className="hint">这台摄像头没有能调的：曝光、对焦、变焦由它自己定</p>;
  return (
    <ul className="camera-panel">
      {controls.offered.map(({ name, label, min, max, step, at, automatic }) => {
        const own = automatic === null ? '出厂值' : '自动';
        return (
          <li key={name}>
            <label>
              <span>{label}</span>
              <input
                type="range"
                min={min}
                max={max}
                step={step}
                value={wanted[name] ?? at}
                onChange={(event) => set({ ...wanted, [name]: Number(event.target.value) })}
              />
              <span className="figures">{wanted[name] ?? own}</span>
            </label>
            <button type="button" className="camera-own" onClick={() => set(without(wanted, name))}>
              {label}改回{own}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function without(wanted: SetControls, name: string): SetControls {
  return Object.fromEntries(Object.entries(wanted).filter(([one]) => one !== name));
}
