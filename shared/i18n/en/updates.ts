export const updates = {
  feed: 'Where new versions are announced',
  feedHint: 'An address from the supplier of this app. Leave empty for no checks.',
  menu: {
    available: (version: string) => `Version ${version} is available…`,
    restart: (version: string) => `Restart to update to ${version}`,
  },
  off: 'The app does not look for new versions.',
  notAsked: 'The app looks for new versions shortly after it was started, then four times a day.',
  checking: 'Looking for a new version…',
  none: (when: string) => `This is the newest version (checked ${when}).`,
  available: (version: string) => `Version ${version} is available.`,
  availableHint: 'It is downloaded only on request, and installed only when you restart.',
  byHand: (version: string) =>
    `Version ${version} is available. On this computer the app is updated as it was installed:`,
  downloading: (version: string, percent: number) => `Downloading version ${version}: ${percent} %`,
  downloaded: (version: string) => `Version ${version} is ready. Restart to update.`,
  downloadedHint: 'A restart takes about a minute. What Protime sends meanwhile is caught up afterwards.',
  failed: {
    check: 'The app could not look for a new version.',
    download: 'The new version could not be downloaded.',
  },
  reason: {
    unreachable: 'The address does not answer. Check it and your internet connection.',
    'not-a-feed': 'Nothing is announced at this address. Check it.',
    damaged: 'What arrived is not what was announced, so it was discarded. Inform the supplier of this app.',
    'disk-full': 'There is no room left on the disk.',
    other: 'Try again later.',
  },
  check: 'Look now',
  download: 'Download',
  restart: 'Restart to update',
  spoken: 'a new version is available',
};
