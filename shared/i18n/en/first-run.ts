export const firstRun = {
  steps: 'Steps',
  stepNames: {
    welcome: 'Welcome',
    credentials: 'Protime',
    reach: 'The way in',
    subscribe: 'Subscribe',
    notification: 'Notifications',
  },
  stepOf: (n: number, total: number) => `Step ${n} of ${total}`,
  back: 'Back',
  next: 'Continue',
  later: 'Finish later',
  laterHint: 'What you entered is kept. You can go on under Connection.',
  welcome: {
    heading: 'Know at once when a shift is rejected',
    text: 'Assignment Monitor sits quietly beside your work, keeps every change of your plan in Protime, and tells you the moment somebody rejects an assignment.',
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
    text: 'From here on Protime sends every change of your plan. The plan is read once, so that nothing is missing.',
    done: 'Done: changes arrive from now on.',
  },
  notification: {
    heading: 'How you will be told',
    text: 'Send yourself a notification, so that you know what a rejection will look like.',
    demoText: 'The demo is running: now and then somebody in it rejects a shift. See how you will be told.',
    send: 'Send me a test notification',
    sent: 'Sent. Did you see it?',
    notSeen:
      'If not: look whether your computer is set to “do not disturb”, or whether notifications of this app are switched off.',
    inPage: 'It also appears at the bottom of this page.',
    finish: 'Open the plan',
  },
};
