import type { ReactNode } from 'react';
import { usePageParams } from '../../stores/navigation-store.ts';
import './application.css';
import { PreparePage } from './prepare-page.tsx';
import { StartPage } from './start-page.tsx';

/** 新办一件: who and what, then the evidence and the submission. What was begun is a draft on disk from the start. */
export function NewApplicationPage(): ReactNode {
  const { applicationId, candidacyId } = usePageParams();
  if (applicationId === undefined) return <StartPage askedText={candidacyId ?? ''} />;
  return <PreparePage key={applicationId} applicationId={applicationId} />;
}
