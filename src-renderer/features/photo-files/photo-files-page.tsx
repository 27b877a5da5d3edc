import type { ReactNode } from 'react';
import { usePageParams } from '../../stores/navigation-store.ts';
import { FolderPage } from './folder-page.tsx';
import { FoldersPage } from './folders-page.tsx';
import './photo-files.css';

/** Photos from a studio camera's card: the folders of the desk, or one of them to look through and confirm. */
export function PhotoFilesPage(): ReactNode {
  const { folderId } = usePageParams();
  return folderId === undefined ? <FoldersPage /> : <FolderPage key={folderId} folderId={folderId} />;
}
