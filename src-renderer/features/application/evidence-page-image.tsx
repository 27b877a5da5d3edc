import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePhotoUrl } from '../../photo/photo-url.ts';
import type { ApplicationSheet } from './application-line.ts';

export type EvidencePage = ApplicationSheet['evidence'][number]['pages'][number];

/** One page of evidence, turned and covered as it was arranged; the picture itself is never changed. */
export function EvidencePageImage({
  evidenceId,
  page,
  alt,
}: {
  readonly evidenceId: string;
  readonly page: EvidencePage;
  readonly alt: string;
}): ReactNode {
  const { value, fault } = useDeskQuery(
    'application.readPage',
    { evidenceId, position: page.position },
    { immutable: true },
  );
  const url = usePhotoUrl(value?.bytes ?? null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  if (fault) return <span className="hint">这一页读不出来</span>;
  if (url === null) return <span className="hint">正在读</span>;
  const ratio = size === null ? 0.7 : size.width / size.height;
  const lies = page.turns % 2 === 1;
  return (
    <span className="evidence-page" data-turns={page.turns} style={{ aspectRatio: lies ? 1 / ratio : ratio }}>
      {/* turned about its middle: lying, it is as wide as its frame is high */}
      <span
        className="evidence-sheet"
        style={{
          width: lies ? `${ratio * 100}%` : '100%',
          transform: `translate(-50%, -50%) rotate(${page.turns * 90}deg)`,
        }}
      >
        <img
          src={url}
          alt={alt}
          draggable={false}
          onLoad={({ currentTarget }) =>
            setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
        />
        {page.covers.map((cover) => (
          <span
            key={`${cover.x}:${cover.y}:${cover.width}:${cover.height}`}
            className="evidence-cover"
            style={{
              left: `${cover.x * 100}%`,
              top: `${cover.y * 100}%`,
              width: `${cover.width * 100}%`,
              height: `${cover.height * 100}%`,
            }}
          />
        ))}
      </span>
    </span>
  );
}
