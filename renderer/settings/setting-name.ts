import type { Messages } from '../../shared/i18n/index.ts';

/** Label of a setting; its dotted name when it has no control. */
export const settingName = (dotted: string, { settings: s, plan, data, updates }: Messages): string => {
  const names: Record<string, string> = {
    'protime.environment': s.environment,
    'protime.tenant': s.tenant,
    'protime.apiUrl': s.apiUrl,
    'protime.authUrl': s.authUrl,
    'protime.clientId': s.clientId,
    'protime.company': s.company,
    'protime.peopleReferences': s.peopleReferences,
    'protime.activityReferences': s.activityReferences,
    'protime.activityStructureVersion': s.activityVersion,
    'tunnel.provider': s.provider,
    'tunnel.host': s.relayHost,
    'tunnel.subdomain': s.subdomain,
    'tunnel.publicUrl': s.publicUrl,
    'tunnel.receiverPort': s.receiverPort,
    'sync.monthsBack': s.monthsBack,
    'sync.monthsAhead': s.monthsAhead,
    'sync.startedMonthsBefore': s.startedMonthsBefore,
    'sync.requestsPerHour': s.requestsPerHour,
    'notifications.rejected': s.notify.rejected,
    'notifications.withdrawn': s.notify.withdrawn,
    'notifications.connection': s.notify.connection,
    'notifications.showNames': s.notify.showNames,
    'notifications.sound': s.notify.sound,
    'notifications.breakThroughHours': s.quietHours.breakThrough,
    'notifications.onlyPeople': s.only.people,
    'notifications.onlyActivities': s.only.activities,
    language: s.language,
    theme: s.theme,
    'plan.shortNoticeDays': plan.settings.shortNotice,
    'plan.holidays': plan.settings.holidays,
    'plan.timeZone': plan.settings.timeZone,
    'updates.feed': updates.feed,
    'retention.deliveryDays': data.deliveryDays,
    'retention.historyMonths': data.historyMonths,
    closeToTray: s.closeToTray,
    startAtLogin: s.startAtLogin,
    unsubscribeOnQuit: s.unsubscribeOnQuit,
  };
  if (dotted.startsWith('notifications.quietHours')) return s.quietHours.title;
  return names[dotted] ?? dotted;
};
