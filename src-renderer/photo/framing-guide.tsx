import type { PhotoProfile } from './photo-profile.ts';

/**
 * Oval, crown line, eye line and shoulders over the framing view, drawn in pixels of the profile. The eyes sit half-way
 * between crown and chin; the oval is a little wider than the face so that ears stay in.
 */
export function FramingGuide({ profile }: { readonly profile: PhotoProfile }) {
  const { width, height } = profile;
  const crown = middle(profile.crownTop);
  const eyes = middle(profile.eyesTop);
  const chin = Math.min(eyes + (eyes - crown), height * 0.86);
  const across = (middle(profile.faceWidth) / 2) * 1.12;
  const centre = width / 2;
  const shoulder = Math.min(chin + height * 0.1, height - 8);
  return (
    <svg className="framing-guide" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <ellipse className="framing-oval" cx={centre} cy={(crown + chin) / 2} rx={across} ry={(chin - crown) / 2} />
      <Line y={crown} width={width} label="头顶线" />
      <Line y={eyes} width={width} label="眼线" />
      <path
        className="framing-shoulder"
        d={`M 0 ${height * 0.97} Q ${width * 0.12} ${shoulder} ${centre - across * 0.75} ${shoulder - height * 0.02}
            M ${width} ${height * 0.97} Q ${width * 0.88} ${shoulder} ${centre + across * 0.75} ${shoulder - height * 0.02}`}
      />
    </svg>
  );
}

function Line({ y, width, label }: { readonly y: number; readonly width: number; readonly label: string }) {
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
