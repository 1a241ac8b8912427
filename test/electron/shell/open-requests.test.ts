import { expect, it } from 'vitest';
import { collectOpenRequests } from '../../../electron/shell/open-requests.ts';
import { createElectronDouble } from '../../fakes/electron/index.ts';

it('requests for the window wait until it can be shown, and are passed on in their order', () => {
  const { electron, appEvents } = createElectronDouble();
  const requests = collectOpenRequests(electron.app);
  const shown: unknown[] = [];
  appEvents.emitPreventable('second-instance', ['assignment-monitor', '--hidden', 'assignment-monitor://rejections']);
  // The system must not do anything else with the link.
  expect(appEvents.emitPreventable('open-url', 'assignment-monitor://assignment/7')).toBe(true);
  appEvents.emit('activate');
  requests.deliver((target) => shown.push(target));
  const [first, second] = [{ screen: 'rejections' }, { screen: 'plan', assignmentId: 7 }];
  expect(shown).toEqual([first, second, undefined]);
  appEvents.emitPreventable('open-url', 'assignment-monitor://connection');
  appEvents.emitPreventable('second-instance', ['assignment-monitor']);
  expect(shown.slice(3)).toEqual([{ screen: 'connection' }, undefined]);
});
