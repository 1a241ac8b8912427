import { plural } from '../format.ts';

export const common = {
  appName: 'Assignment Monitor',
  state: {
    'not-set-up': 'Not set up',
    checking: 'Checking…',
    'opening-tunnel': 'Connecting…',
    subscribing: 'Subscribing…',
    syncing: 'Reading the plan…',
    live: 'Live',
    late: 'Late',
    down: 'Not receiving',
    renewing: 'Renewing…',
    unsubscribed: 'Unsubscribed',
    problem: 'Problem',
  },
  liveSince: (time: string) => `Live · last change ${time}`,
  notReceivingSince: (time: string) => `Not receiving since ${time}`,
  action: {
    subscribe: 'Subscribe',
    renew: 'Renew now',
    unsubscribe: 'Unsubscribe',
    retry: 'Retry',
    'open-settings': 'Open settings',
  },
  undo: 'Undo',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading…',
  seenRejectedAt: (when: string) => `Seen rejected at ${when}`,
  unassigned: 'Unassigned',
  openEnded: 'open-ended',
  allDay: 'all day',
  show: 'Show',
  retry: 'Try again',
  /**
   * Button that shows the new rows of a list in use. `gender`: grammatical gender of the items, e.g. m for *refus*, f for
   * *modification*.
   */
  newRows: (count: string, _n: number, _gender: 'm' | 'f') => `${count} new`,
  /** At the end of a list of names. */
  others: (n: number) => plural('en', n, { one: '1 other', other: `${n} others` }),
  yes: 'yes',
  no: 'no',
  failed: 'That did not work',
  fromTime: (time: string) => `from ${time}`,
  untilTime: (time: string) => `until ${time}`,
  /** Fields of an assignment. */
  field: {
    personId: 'Person',
    from: 'From',
    until: 'Until',
    startMinutes: 'Start',
    endMinutes: 'End',
    breakMinutes: 'Break',
    comments: 'Comment',
    activities: 'Activity',
    isRejected: 'Rejected',
  },
  /** Kinds of change. */
  kind: {
    deleted: 'Deleted',
    new: 'New',
    rejected: 'Rejected',
    withdrawn: 'Rejection withdrawn',
    person: 'Reassigned',
    dates: 'Dates',
    times: 'Times',
    activity: 'Activity',
    comment: 'Comment',
    unchanged: 'Nothing visible changed',
  },
  /** Sources of a change. */
  source: {
    webhook: 'live',
    sync: 'found while catching up',
    initial: 'read when the subscription began',
    demo: 'demo',
  },
  /** Shown instead of a part that cannot be rendered. */
  broken: {
    screen: 'This screen cannot be shown',
    screenText: 'Something went wrong while it was being displayed. Nothing is lost, and the other screens work.',
    part: 'This part cannot be shown.',
    frame: 'The app cannot be shown',
    frameText: 'Something went wrong while it was being displayed. Nothing is lost.',
  },
  /** The app ends before its window opens. */
  cannotStart: {
    'read-only': (path: string) =>
      `The data folder cannot be written to: ${path}. Give this account the right to write to it, or choose another folder with --data.`,
    locked: (path: string) => `Another program is using the database ${path}. Close it and start the app again.`,
    full: (path: string) => `The disk is full: ${path} cannot be written to. Free some space and start the app again.`,
    'newer-version': (path: string) =>
      `The database ${path} was written by a newer version of this app. Install the newer version.`,
    'not-owner': (path: string) =>
      `${path} belongs to another account of this computer. Start the app with that account, or choose another data folder with --data.`,
    portInUse: (port: number) =>
      `Another program is using port ${port}, which is set for receiving changes. Close it and start the app again.`,
    noDisplay:
      'There is no desktop here: “assignment-monitor serve” runs the app for a browser, “assignment-monitor --help” lists all commands.',
    other: (detail: string) => `The app cannot start: ${detail}`,
  },
  /** Title of the dialog that saves a file of a screen. */
  saveFile: 'Save file',
  /** Pages of web mode. */
  access: {
    title: 'This page has no access',
    refused: {
      'no-access': 'This browser has not been given access, or not used the app for 30 days.',
      'ticket-expired': 'The address is not valid any more: each works once, within ten minutes.',
      'ticket-used':
        'The address was opened a second time, perhaps by somebody else. Therefore the access that it gave was ended.',
      'too-many-attempts': 'There were too many wrong attempts on this computer. This page tries again in a minute.',
    },
    advice:
      'Get a new address: run “npm run -s monitor -- open” on this computer (installed: “assignment-monitor open”).',
    notKept: 'This browser keeps nothing for this page',
    notKeptText:
      'Access lasts until this tab is closed; then a new address is needed. Allow site data (cookies) for this address to keep it.',
  },
  frame: {
    navigation: 'Screens',
    skip: 'Skip to the content',
    search: 'Search the history',
    reconnecting: 'Reconnecting…',
    notRunning: 'The app is not running',
    notRunningAdvice:
      'Nothing on this page is live. Start Assignment Monitor again; the page then continues by itself.',
    doubtful: 'Late · being checked',
    lateSince: (time: string) => `Late · last successful check ${time}`,
    openConnection: 'Open Connection',
    alsoOutside: 'Show this also when you are not looking at the page?',
    allow: 'Allow',
    messages: 'Messages',
    openCount: (n: number) => plural('en', n, { one: '1 open', other: `${n} open` }),
    keys: 'Keyboard',
    demo: 'Demo data',
  },
  keys: {
    title: 'Keyboard shortcuts',
    go: (screen: string) => `Go to ${screen}`,
    search: 'Search',
    help: 'This list',
    close: 'Close panel or dialog',
    arrows: 'Move over the bars',
    open: 'Open the bar',
    page: 'A page of rows up or down',
    today: 'Today',
    period: 'Previous or next period',
    zoom: 'Zoom in or out',
    inPlan: 'In the plan',
    inHistory: 'In the history',
    intoResults: 'From the search into the results',
    rows: 'From row to row',
    openRow: 'Open a row',
    closeRow: 'Close a row',
    toSearch: 'Back to the search',
    everywhere: 'Everywhere',
  },
  tray: {
    open: 'Open',
    quit: 'Quit',
    openRejections: (n: number) => plural('en', n, { one: '1 open rejection', other: `${n} open rejections` }),
    stillHere: 'Assignment Monitor keeps running here and notifies you of rejections.',
    mute: 'Mute notifications',
    muteHour: 'For 1 hour',
    muteUntilTomorrow: 'Until tomorrow morning',
  },
  /** The menu bar. */
  desktop: {
    fileMenu: 'File',
    editMenu: 'Edit',
    viewMenu: 'View',
    windowMenu: 'Window',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    about: 'About Assignment Monitor',
    services: 'Services',
    hide: 'Hide Assignment Monitor',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    minimise: 'Minimise',
    zoomWindow: 'Zoom',
    bringToFront: 'Bring all to front',
  },
};
