import { create } from 'zustand';

/** Every page of the desk. Params are ids, never names or numbers of people. */
const areas = [
  'home',
  'calendar',
  'classBoard',
  'desk',
  'cameraCheck',
  'roster',
  'photoFiles',
  'preRegistration',
  'examEntry',
  'assistedEntry',
  'review',
  'release',
  'overrides',
  'batches',
  'batch',
  'sync',
  'officeDesks',
  'custody',
  'cases',
  'applications',
  'newApplication',
  'certificateCheck',
  'privateEntry',
  'regulation',
  'accounts',
  'device',
  'school',
  'audit',
] as const;
export type Area = (typeof areas)[number];
export type Page = { readonly area: Area; readonly params: Readonly<Record<string, string>> };

type NavigationState = { readonly page: Page; readonly trail: readonly Page[] };

const start: Page = { area: 'home', params: {} };

/** Where the person is, and how to get back. */
export const useNavigationStore = create<NavigationState>(() => ({ page: start, trail: [] }));

/** Opens a page. Work is saved as it is typed, so leaving asks nothing. */
export function go(page: { readonly area: Area; readonly params?: Readonly<Record<string, string>> }): void {
  const { page: former, trail } = useNavigationStore.getState();
  useNavigationStore.setState({
    page: { area: page.area, params: page.params ?? {} },
    trail: [...trail.slice(-19), former],
  });
}

/** Back to where the person came from; home where there is no way back. */
export function goBack(): void {
  const { trail } = useNavigationStore.getState();
  useNavigationStore.setState({ page: trail.at(-1) ?? start, trail: trail.slice(0, -1) });
}

/** Home with an empty trail: after sign-in of another person. */
export function resetNavigation(): void {
  useNavigationStore.setState({ page: start, trail: [] });
}

/** The params of the page on screen. */
export function usePageParams(): Readonly<Record<string, string>> {
  return useNavigationStore((state) => state.page.params);
}
