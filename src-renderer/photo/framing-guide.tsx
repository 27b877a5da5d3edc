import './framing-guide.css';
import type { ReactNode } from 'react';
import type { GuideArrow } from '#shared/photo/guide-arrow.ts';
import type { PhotoProfile } from './photo-profile.ts';

/** dashed = nothing seen yet, broken with an arrow = something to change, closed with a tick = good */
export type GuideTone = 'waiting' | 'mend' | 'good';

/**
 * Oval, crown line, eye line and shoulders over the framing view, drawn in pixels of the profile. The eyes sit half-way
 * between crown and chin; the oval is a little wider than the face so that ears stay in. What the gate says shows in the
 * line of the oval and in a sign, not in its colour alone.
 */
export function FramingGuide({
  profile,
  tone,
  arrow,
}: {
  readonly profile: PhotoProfile;
  readonly tone: GuideTone;
  readonly arrow: GuideArrow | null;
}): ReactNode {
  const { width, height } = profile;
  const crown = middle(profile.crownTop);
  const eyes = middle(profile.eyesTop);
  const chin = Math.min(eyes + (eyes - crown), height * 0.86);
  const across = (middle(profile.faceWidth) / 2) * 1.12;
  const centre = width / 2;
  const shoulder = Math.min(chin + height * 0.1, height - 8);
  return (
    <svg
      className="framing-guide"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
      data-tone={tone}
    >
      <ellipse className="framing-oval" cx={centre} cy={(crown + chin) / 2} rx={across} ry={(chin - crown) / 2} />
      <Line y={crown} width={width} label="头顶线" />
      <Line y={eyes} width={width} label="眼线" />
      <path
        className="framing-shoulder"
        d={`M 0 ${height * 0.97} Q ${width * 0.12} ${shoulder} ${centre - across * 0.75} ${shoulder - height * 0.02}
            M ${width} ${height * 0.97} Q ${width * 0.88} ${shoulder} ${centre + across * 0.75} ${shoulder - height * 0.02}`}
      />
      {tone === 'good' && <Sign x={centre} y={height * 0.93} d="M -14 0 L -4 11 L 16 -12" />}
      {tone === 'mend' && arrow !== null && <Sign x={centre} y={height * 0.93} d={signs[arrow]} />}
    </svg>
  );
}

/** Drawn round 0/0, 36 px across. */
const signs: Readonly<Record<GuideArrow, string>> = {
  left: 'M 18 0 H -16 M -4 -12 L -16 0 L -4 12',
  right: 'M -18 0 H 16 M 4 -12 L 16 0 L 4 12',
  up: 'M 0 18 V -16 M -12 -4 L 0 -16 L 12 -4',
  down: 'M 0 -18 V 16 M -12 4 L 0 16 L 12 4',
  nearer:
    'M -5 -5 L -16 -16 M -16 -7 V -16 H -7 M 5 5 L 16 16 M 16 7 V 16 H 7 M 5 -5 L 16 -16 M 7 -16 H 16 V -7 M -5 5 L -16 16 M -16 7 V 16 H -7',
  farther:
    'M -16 -16 L -5 -5 M -5 -14 V -5 H -14 M 16 16 L 5 5 M 5 14 V 5 H 14 M 16 -16 L 5 -5 M 14 -5 H 5 V -14 M -16 16 L -5 5 M -14 5 H -5 V 14',
  clockwise: 'M -14 8 A 16 16 0 1 1 14 8 M 20 -2 L 14 9 L 3 4',
  anticlockwise: 'M 14 8 A 16 16 0 1 0 -14 8 M -20 -2 L -14 9 L -3 4',
};

function Sign({ x, y, d }: { readonly x: number; readonly y: number; readonly d: string }): ReactNode {
  return (
    <g className="framing-sign" transform={`translate(${x} ${y})`}>
      <circle r="30" />
      <path d={d} />
    </g>
  );
}

function Line({ y, width, label }: { readonly y: number; readonly width: number; readonly label: string }): ReactNode {
  return (
    <>
      <line className="framing-line" x1={width * 0.04} x2={width * 0.96} y1={y} y2={y} />
      <text className="framing-label" x={width * 0.96} y={y - 6} textAnchor="end">
        {label}
      </text>
    </>
  );
}

function middle([from, to]: readonly [number, number]): number {
  return (from + to) / 2;
}
