import { expect, it } from 'vitest';
import { pillContent } from '../../../renderer/frame/connection-text.ts';
import { messagesFor } from '../../../shared/i18n/index.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

const time = () => '14:02';
const words = async (
  connection: Parameters<typeof createFakePlanner>[0],
  link: 'up' | 'reconnecting' | 'gone' = 'up',
) => {
  const status = await createFakePlanner(connection).bridge.call('connection.status', undefined);
  return pillContent(status, link, messagesFor('en'), time);
};

it('shows the time of the last event', async () => {
  expect(await words({})).toEqual({ tone: 'good', text: 'Live · last change 14:02' });
});

it('shows since when nothing could arrive', async () => {
  expect(await words({ connection: { state: 'down' } })).toEqual({ tone: 'bad', text: 'Not receiving since 14:02' });
});

it('shows a lost connection to the app before its last status', async () => {
  expect(await words({}, 'gone')).toEqual({ tone: 'bad', text: 'The app is not running' });
  expect(await words({}, 'reconnecting')).toEqual({ tone: 'working', text: 'Reconnecting…' });
});

it('has its own tone for a connection that is not set up', async () => {
  expect(await words({ connection: { state: 'not-set-up' } })).toEqual({ tone: 'off', text: 'Not set up' });
});
