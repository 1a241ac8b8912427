import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AppInfo } from '../store/settings-store.ts';

interface DiagnosticsInput {
  status: ConnectionStatus;
  settings: Settings;
  info: AppInfo;
  nowMs: number;
  userAgent: string;
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const hostOf = (url: string | null): string | null => {
  if (url === null) return null;
  return URL.canParse(url) ? new URL(url).host : 'not an address';
};

/**
 * Diagnostics for support as JSON. Fields are listed one by one, so that no names, secrets, tenant or data folder (its path
 * often holds a user name) are included.
 */
export const diagnostics = ({ status, settings, info, nowMs, userAgent }: DiagnosticsInput): string => {
  const { provider, host, publicUrl } = settings.tunnel;
  const { onlyPeople, onlyActivities } = settings.notifications;
  return JSON.stringify(
    {
      at: iso(nowMs),
      app: { version: info.version, shell: info.shell, demo: info.demo, userAgent },
      connection: {
        state: status.state,
        since: iso(status.sinceMs),
        problem: status.problem?.code ?? null,
        scope: status.problem?.scope ?? null,
        retryAt: iso(status.problem?.retryAtMs ?? null),
        steps: status.steps,
        busy: status.busy,
        webhookId: status.webhookId,
        validUntil: status.validUntil,
        heartbeat: { state: status.heartbeat.state, lastOkAt: iso(status.heartbeat.lastOkAtMs) },
        lastEventAt: iso(status.lastEventAtMs),
        signed: status.signed,
        waiting: status.waiting,
        doubt: status.doubt,
        unapplied: status.unapplied,
        namesProblem: status.namesProblem,
        today: status.today,
        gaps: status.gaps.map((gap) => ({ from: iso(gap.fromMs), until: iso(gap.untilMs), found: gap.found })),
      },
      settings: {
        environment: settings.protime.environment,
        ownApiAddress: settings.protime.apiUrl !== null,
        externalReferences: settings.protime.peopleReferences.length + settings.protime.activityReferences.length,
        wayIn: provider,
        relay: provider === 'localtunnel' ? hostOf(host) : null,
        ownAddress: provider === 'public-url' && publicUrl !== null,
        sync: settings.sync,
        retention: settings.retention,
        notifications: {
          ...settings.notifications,
          onlyPeople: onlyPeople.length,
          onlyActivities: onlyActivities.length,
        },
        language: settings.language,
      },
    },
    null,
    2,
  );
};
