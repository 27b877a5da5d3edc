import type { ReactNode } from 'react';

const statusShapes = ['hollow', 'quarter', 'pen', 'lock', 'box', 'tick', 'back', 'flag', 'stop', 'joined'] as const;
export type StatusShapeName = (typeof statusShapes)[number];

const strokes: Readonly<Record<StatusShapeName, ReactNode>> = {
  hollow: <circle cx="8" cy="8" r="6" />,
  quarter: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor" stroke="none" />
    </>
  ),
  pen: <path d="M3 13l1-3.6L11 2.4l2.6 2.6-7 7z M9.6 3.8l2.6 2.6" />,
  lock: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  box: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" />
      <rect x="5.5" y="5.5" width="5" height="5" fill="currentColor" stroke="none" />
    </>
  ),
  tick: (
    <>
      <circle cx="8" cy="8" r="6.4" />
      <path d="M4.8 8.3l2.2 2.2 4.2-4.6" strokeWidth="2" />
    </>
  ),
  back: <path d="M6 3L2.5 6.5 6 10 M3 6.5h7a3 3 0 0 1 0 6H7" strokeWidth="1.8" />,
  flag: <path d="M4 14.5V2 M4 2.5h8.5L10 5.7l2.5 3.3H4z" />,
  stop: (
    <>
      <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z" />
      <path d="M5.5 5.5l5 5 M10.5 5.5l-5 5" />
    </>
  ),
  joined: (
    <>
      <circle cx="5.6" cy="8" r="4" />
      <circle cx="10.4" cy="8" r="4" />
    </>
  ),
};

/** One of the desk's own status shapes, 16 px; always beside its word, so it is hidden from screen readers. */
export function StatusShape({ shape }: { readonly shape: StatusShapeName }): ReactNode {
  return (
    <svg
      className="status-shape"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {strokes[shape]}
    </svg>
  );
}
