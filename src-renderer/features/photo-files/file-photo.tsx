import type { ReactNode } from 'react';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import type { FileLine } from './file-words.ts';

/** A picture to lay beside a file: another file's, or a stored shot's. */
export function BesidePhoto({
  beside,
  alt,
}: {
  readonly beside: NonNullable<Beside>;
  readonly alt: string;
}): ReactNode {
  return (
    <span className="file-photo">
      {'captureId' in beside ? (
        <PhotoImage captureId={beside.captureId} alt={alt} />
      ) : (
        <Shown fileId={beside.fileId} sha256={beside.picture} alt={alt} />
      )}
    </span>
  );
}

/** A picture of the pupil that is held already (document, earlier registration), where there is one. */
export function HeldPhoto({ candidacyId }: { readonly candidacyId: string }): ReactNode {
  const { value } = useDeskQuery('photo.reference', { candidacyId });
  if (value == null) return null;
  return (
    <figure>
      <span className="file-photo">
        <PhotoBytes jpeg={value.jpeg} alt={value.what} />
      </span>
      <figcaption className="hint">{value.what}</figcaption>
    </figure>
  );
}

type Beside = FileLine['notes'][number]['beside'];

/** The finished photo of a file; an empty frame where none was made, or while it is on its way. */
export function FilePhoto({
  line,
  onShown,
}: {
  readonly line: FileLine;
  /** the picture is on the screen */
  readonly onShown?: () => void;
}): ReactNode {
  return (
    <span className="file-photo">
      {line.picture === null ? (
        <span className="hint">没有照片</span>
      ) : (
        <Shown
          fileId={line.fileId}
          sha256={line.picture}
          alt={`${maskNumbersIn(line.fileName)} 的照片`}
          {...(onShown ? { onShown } : {})}
        />
      )}
    </span>
  );
}

function Shown({
  fileId,
  sha256,
  alt,
  onShown,
}: {
  readonly fileId: string;
  readonly sha256: string;
  readonly alt: string;
  readonly onShown?: () => void;
}) {
  const { value, fault } = useDeskQuery('photo.ofFile', { fileId, sha256 }, { immutable: true });
  if (fault !== null) return <span className="photo-missing">照片读不出</span>;
  return <PhotoBytes jpeg={value?.jpeg ?? null} alt={alt} {...(onShown ? { onShown } : {})} />;
}
