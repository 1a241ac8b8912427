export const firstRun = {
  steps: 'Steps',
  stepNames: {
    welcome: 'Welcome',
    credentials: 'Protime',
    reach: 'Receiving changes',
    subscribe: 'Subscribe',
    notification: 'Notifications',
  },
  stepOf: (n: number, total: number) => `Step ${n} of ${total}`,
  back: 'Back',
  next: 'Continue',
  later: 'Finish later',
  laterHint: 'What you entered is kept. You can continue under Connection.',
  welcome: {
    heading: 'Know at once when a shift is rejected',
    text: 'Assignment Monitor runs in the background, keeps every change of your plan in Protime, and notifies you as soon as an assignment is rejected.',
    demo: 'Try it with demo data',
    demoText: 'Forty invented people, live within seconds. Nothing leaves this computer.',
    protime: 'Connect to Protime',
    protimeText: 'You need your tenant, a client id and a client secret from your Protime administrator.',
    starting: 'Starting the demo…',
  },
  credentials: {
    heading: 'Your Protime',
    text: 'Your Protime administrator has these. They are tested as soon as they are complete.',
    incomplete: 'Enter the tenant, the client id and the client secret.',
  },
  reach: {
    heading: 'How Protime reaches this computer',
    text: 'Protime sends every change to an address. The relay gives this computer one.',
  },
  subscribe: {
    heading: 'Subscribe to changes',
    text: 'After this, Protime sends every change here; the plan is read once first.',
    done: 'Done: changes arrive from now on.',
  },
  notification: {
    heading: 'How you will be notified',
    text: 'Send yourself a notification, so that you know what a rejection will look like.',
    demoText: 'The demo is running: from time to time a shift in it is rejected. See how you will be notified.',
    send: 'Send me a test notification',
    sent: 'Sent. Did you see it?',
    notSeen:
      'If not: look whether your computer is set to “do not disturb”, or whether notifications of this app are switched off.',
    inPage: 'It also appears at the bottom of this page.',
    finish: 'Open the plan',
  },
};
