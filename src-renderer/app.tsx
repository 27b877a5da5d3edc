import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import type { Role } from '#shared/domain/role.ts';
import { GatePage } from './features/gate/gate-page.tsx';
import { LockCover } from './features/gate/lock-cover.tsx';
import { useGate } from './features/gate/use-gate.ts';
import { type Area, go, useNavigationStore } from './stores/navigation-store.ts';
import { Frame, IdleWarning } from './ui/frame.tsx';
import { PageBoundary } from './ui/page-boundary.tsx';
import { useReturningFocus } from './ui/returning-focus.ts';

/** Every page of this build; the rail shows only what stands here. */
const pages: Partial<Record<Area, ComponentType>> = {
  home: lazy(async () => ({ default: (await import('./features/home/home-page.tsx')).HomePage })),
  calendar: lazy(async () => ({ default: (await import('./features/calendar/calendar-page.tsx')).CalendarPage })),
  roster: lazy(async () => ({ default: (await import('./features/roster/roster-page.tsx')).RosterPage })),
  photoFiles: lazy(async () => ({
    default: (await import('./features/photo-files/photo-files-page.tsx')).PhotoFilesPage,
  })),
  preRegistration: lazy(async () => ({
    default: (await import('./features/pre-registration/class-review-page.tsx')).ClassReviewPage,
  })),
  assistedEntry: lazy(async () => ({
    default: (await import('./features/pre-registration/assisted-entry-page.tsx')).AssistedEntryPage,
  })),
  classBoard: lazy(async () => ({ default: (await import('./features/desk/class-board-page.tsx')).ClassBoardPage })),
  examEntry: lazy(async () => ({ default: (await import('./features/exam-entry/exam-entry-page.tsx')).ExamEntryPage })),
  desk: lazy(async () => ({ default: (await import('./features/desk/desk-page.tsx')).DeskPage })),
  review: lazy(async () => ({ default: (await import('./features/review/review-page.tsx')).ReviewPage })),
  release: lazy(async () => ({ default: (await import('./features/review/release-page.tsx')).ReleasePage })),
  overrides: lazy(async () => ({ default: (await import('./features/review/overrides-page.tsx')).OverridesPage })),
  cameraCheck: lazy(async () => ({
    default: (await import('./features/camera-check/camera-check-page.tsx')).CameraCheckPage,
  })),
  batches: lazy(async () => ({ default: (await import('./features/batch/batches-page.tsx')).BatchesPage })),
  batch: lazy(async () => ({ default: (await import('./features/batch/batch-page.tsx')).BatchPage })),
  sync: lazy(async () => ({ default: (await import('./features/sync/sync-page.tsx')).SyncPage })),
  officeDesks: lazy(async () => ({
    default: (await import('./features/parcel/office-desks-page.tsx')).OfficeDesksPage,
  })),
  custody: lazy(async () => ({ default: (await import('./features/custody/custody-page.tsx')).CustodyPage })),
  cases: lazy(async () => ({ default: (await import('./features/case/case-page.tsx')).CasePage })),
  privateEntry: lazy(async () => ({
    default: (await import('./features/pre-registration/private-entry-page.tsx')).PrivateEntryPage,
  })),
  regulation: lazy(async () => ({
    default: (await import('./features/regulation/regulation-page.tsx')).RegulationPage,
  })),
  applications: lazy(async () => ({
    default: (await import('./features/application/applications-page.tsx')).ApplicationsPage,
  })),
  certificateCheck: lazy(async () => ({
    default: (await import('./features/application/certificate-check-page.tsx')).CertificateCheckPage,
  })),
  newApplication: lazy(async () => ({
    default: (await import('./features/application/new-application-page.tsx')).NewApplicationPage,
  })),
  device: lazy(async () => ({ default: (await import('./features/device/device-page.tsx')).DevicePage })),
  accounts: lazy(async () => ({ default: (await import('./features/account/account-page.tsx')).AccountPage })),
  school: lazy(async () => ({ default: (await import('./features/school/school-page.tsx')).SchoolPage })),
  audit: lazy(async () => ({ default: (await import('./features/audit/audit-page.tsx')).AuditPage })),
};

/** The gate while nobody is signed in; else the frame with the page, and the cover over both while locked. */
export function App(): ReactNode {
  const gate = useGate();
  const page = useNavigationStore((state) => state.page);
  useReturningFocus(gate?.session?.locked ?? false);
  if (gate === null) return null;
  const person = gate.session;
  if (gate.phase !== 'open' || person === null || person.mustChangePassword) return <GatePage gate={gate} />;
  const area = person.role === 'auditor' && page.area === 'home' ? 'audit' : page.area;
  const Shown = pages[area] ?? pages.home;
  return (
    <>
      {/* inert, not unmounted: what was being typed is still there when the cover lifts */}
      <div id="beneath" className="beneath" inert={person.locked}>
        <Frame exists={(area) => area in pages} onFound={openFound(person.role)}>
          <PageBoundary key={`${person.userId}:${JSON.stringify(page)}`}>
            <Suspense>{Shown && <Shown />}</Suspense>
          </PageBoundary>
        </Frame>
      </div>
      <IdleWarning />
      {person.locked && <LockCover person={person} />}
    </>
  );
}

/** What a found pupil opens in this role; null where the contract gives the role no search. */
function openFound(role: Role): ((candidacyId: string) => void) | null {
  if (role === 'clerk') return (candidacyId) => go({ area: 'desk', params: { candidacyId } });
  if (role === 'reviewer') return (candidacyId) => go({ area: 'review', params: { candidacyId } });
  if (role === 'officeAdministrator') return (candidacyId) => go({ area: 'custody', params: { candidacyId } });
  return null;
}
