import type { ReactNode } from 'react';
import { usePerson } from '../../stores/session-store.ts';
import { ClerkHome } from './clerk-home.tsx';
import './home.css';
import { OfficeHome } from './office-home.tsx';
import { SchoolHome } from './school-home.tsx';

/** What waits for me, what is stuck, what was just done: by role (the auditor has the log instead). */
export function HomePage(): ReactNode {
  const person = usePerson();
  switch (person?.role) {
    case undefined:
    case 'auditor':
      return null;
    case 'clerk':
      return <ClerkHome />;
    case 'classTeacher':
    case 'schoolAdministrator':
      return <SchoolHome />;
    default:
      return <OfficeHome />;
  }
}
