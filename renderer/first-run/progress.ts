import type { ConnectionStatus } from '../../shared/connection.ts';
import type { SettingsView } from '../../shared/settings.ts';

export const FIRST_RUN_STEPS = ['welcome', 'credentials', 'reach', 'subscribe', 'notification'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

/** Steps when the demo is used. */
export const DEMO_STEPS: readonly FirstRunStep[] = ['welcome', 'notification'];

/** Tenant, client id and secret are all there. */
export const hasCredentials = ({ settings, hasClientSecret }: SettingsView): boolean =>
  settings.protime.tenant !== '' && settings.protime.clientId !== '' && hasClientSecret;

export const isSubscribed = ({ state }: Pick<ConnectionStatus, 'state'>): boolean =>
  state === 'live' || state === 'late' || state === 'renewing';

/** The step to resume at, derived from the stored settings. */
export const stepToResume = (view: SettingsView, status: Pick<ConnectionStatus, 'state'> | null): FirstRunStep => {
  const { tenant, clientId } = view.settings.protime;
  if (tenant === '' && clientId === '' && !view.hasClientSecret) return 'welcome';
  if (!hasCredentials(view)) return 'credentials';
  return status && isSubscribed(status) ? 'notification' : 'reach';
};

export const adjacentStep = (step: FirstRunStep, direction: 1 | -1): FirstRunStep =>
  FIRST_RUN_STEPS[FIRST_RUN_STEPS.indexOf(step) + direction] ?? step;
