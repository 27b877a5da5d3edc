import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoBytes } from '../../photo/photo-image.tsx';

type DocumentPicture = Output<'review.sheet'>['documentPictures'][number];

/** The pictures of the document that card values were taken from; read only when the reviewer asks, because it is logged. */
export function DocumentPictures({
  fullName,
  pictures,
}: {
  readonly fullName: string;
  readonly pictures: readonly DocumentPicture[];
}): ReactNode {
  const [shown, setShown] = useState<DocumentPicture | null>(null);
  if (pictures.length === 0) return null;
  return (
    <p className="document-pictures">
      {pictures.map((picture) => (
        <Button key={picture.differenceId} size="small" onClick={() => setShown(picture)}>
          看证件照片：{picture.label}
        </Button>
      ))}
      {shown !== null && (
        <Modal
          open
          centered
          width={720}
          footer={null}
          onCancel={() => setShown(null)}
          closable={{ 'aria-label': '关上' }}
          title={`${fullName} 的证件：${shown.label}`}
        >
          <div className="large-photo">
            <DocumentImage differenceId={shown.differenceId} alt={`${fullName} 的证件照片`} />
          </div>
        </Modal>
      )}
    </p>
  );
}

function DocumentImage({ differenceId, alt }: { readonly differenceId: string; readonly alt: string }): ReactNode {
  const { value, fault } = useDeskQuery('photo.readDocument', { differenceId }, { immutable: true });
  if (fault !== null) return <span className="photo-missing">证件照片读不出</span>;
  return <PhotoBytes jpeg={value?.jpeg ?? null} alt={alt} />;
}
