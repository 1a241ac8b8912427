import type { ProblemCode } from '../../problems.ts';

/** Title and advice for each problem. */
export const problems: Record<ProblemCode, { title: string; advice: string }> = {
  'not-configured': { title: 'Not set up yet', advice: 'Enter your Protime tenant and credentials in Settings.' },
  'secret-missing': { title: 'The client secret is missing', advice: 'Enter the client secret in Settings.' },
  'secret-unreadable': {
    title: 'The stored client secret cannot be read on this computer',
    advice:
      'Enter the client secret again in Settings. If the keychain of this computer was locked: unlock it and restart the app instead.',
  },
  'secret-for-another-address': {
    title: 'The Protime address, tenant or client id changed',
    advice: 'Enter the client secret again in Settings: it is only sent to the address it was entered for.',
  },
  'wrong-tenant': {
    title: 'Protime does not know this tenant',
    advice: 'Check the tenant (the first part of your Protime address) and the environment in Settings.',
  },
  'wrong-environment': {
    title: 'This tenant is in the other environment',
    advice: 'Protime knows this tenant in the environment that is not chosen. Choose the other one in Settings.',
  },
  'wrong-credentials': {
    title: 'Protime refuses the credentials',
    advice: 'Check the client id and secret, or ask your Protime administrator for new ones.',
  },
  'missing-scope': {
    title: 'A permission is missing',
    advice: 'Ask your Protime administrator to grant the permission named here to this client.',
  },
  'planning-not-supported': {
    title: 'This tenant does not offer its assignments',
    advice:
      'Tenants on Planning Flex or Planning Shift cannot share assignments this way. Ask Protime about your options.',
  },
  unreachable: { title: 'Protime cannot be reached', advice: 'Check the internet connection. The app keeps trying.' },
  'rate-limited': {
    title: 'Protime asks for a pause',
    advice: 'Nothing to do: the app waits as long as Protime asked, then continues.',
  },
  maintenance: { title: 'Protime is in maintenance', advice: 'Nothing to do: the app tries again by itself.' },
  'server-error': {
    title: 'Protime had an error',
    advice: 'The app tries again. If this persists, contact Protime support.',
  },
  'unexpected-answer': {
    title: 'Protime answered something unexpected',
    advice: 'Try again; if this persists, update this app or send us the diagnostics.',
  },
  'insecure-address': { title: 'This address is not secure', advice: 'Use an https address.' },
  'invalid-destination': {
    title: 'Protime does not accept the receiver’s address',
    advice: 'The address must be public and use https. Check the tunnel in Settings.',
  },
  'second-webhook-refused': {
    title: 'Protime allows only one subscription here',
    advice: '“Renew now” replaces the other one.',
  },
  'tunnel-failed': {
    title: 'This computer cannot be reached from outside',
    advice: 'The tunnel does not open. Check the network, or choose another relay in Settings. The app keeps trying.',
  },
  'not-receiving': {
    title: 'Nothing can arrive right now',
    advice: 'Our own test message does not come back. The app reopens the connection by itself.',
  },
  'subscription-lost': {
    title: 'The subscription ended',
    advice: 'Renew now: the app reads the whole plan again and finds what was missed.',
  },
  'disk-full': {
    title: 'The disk is full',
    advice: 'Free some space. Until then Protime is asked to send again later; nothing is lost.',
  },
  'database-locked': {
    title: 'Another program is using the database',
    advice: 'Close the other program. Until then Protime is asked to send again later; nothing is lost.',
  },
  'database-read-only': {
    title: 'The data folder cannot be written to',
    advice: 'Give this account the right to write to the data folder, or choose another one.',
  },
  'database-damaged': {
    title: 'The database is damaged',
    advice: 'It was set aside and nothing was deleted. Restore the newest backup.',
  },
  'database-moved': {
    title: 'The database was deleted, moved or replaced',
    advice:
      'Put the data folder back as it was, or restart the app: it then reads the plan again. Until then Protime is asked to send again later; nothing is lost.',
  },
  internal: {
    title: 'Something went wrong in the app',
    advice: 'Try again. If this persists, send us the diagnostics.',
  },
};
