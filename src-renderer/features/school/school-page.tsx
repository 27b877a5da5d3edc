import type { ReactNode } from 'react';
import { usePageParams } from '../../stores/navigation-store.ts';
import { ClassPupilsPage } from './class-pupils-page.tsx';
import { ClassesPage } from './classes-page.tsx';
import './school.css';
import { SchoolDataPage } from './school-data-page.tsx';

/** The school's own pages: its classes; with `view` its data; with `classId` (or `none`) the pupils of one class. */
export function SchoolPage(): ReactNode {
  const { view, classId } = usePageParams();
  if (view === 'data') return <SchoolDataPage />;
  if (classId !== undefined) return <ClassPupilsPage classId={classId === 'none' ? null : classId} />;
  return <ClassesPage />;
}
