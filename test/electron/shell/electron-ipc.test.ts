import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../electron/ipc/channels.ts';
import type { Answer } from '../../../electron/ipc/dispatch.ts';
import { createElectronIpc } from '../../../electron/shell/electron-ipc.ts';
import type { NotificationTarget } from '../../../shared/notice.ts';
import { createIpc, FakeContents } from '../../fakes/electron/index.ts';

const target: NotificationTarget = { screen: 'plan', assignmentId: 7 };

const create = (url = 'app://planner/index.html') => {
  const { ipcMain, invoke, send } = createIpc();
  const contents = new FakeContents();
  contents.mainFrame.url = url;
  const asked: unknown[] = [];
  const refused: string[] = [];
  const ipc = createElectronIpc({
    ipcMain,
    dispatch: async (name, input): Promise<Answer> => {
      asked.push([name, input]);
      return { ok: true, value: 'answer' };
    },
    contents: () => contents,
    origin: 'app://planner',
    onRefused: ({ message }) => refused.push(message),
  });
  return { ipc, contents, invoke, send, asked, refused };
};

describe('messages between window and core', () => {
  it('carry a request of our page to the dispatcher, and its answer back', async () => {
    const { contents, invoke, asked } = create();
    expect(await invoke(contents.mainFrame, CHANNELS.request, 'assignment.get', { id: 1 })).toEqual({
      ok: true,
      value: 'answer',
    });
    expect(asked).toEqual([['assignment.get', { id: 1 }]]);
  });

  it('refuse a frame inside our page, a removed frame, and a page at another address', async () => {
    const { invoke, asked, refused } = create();
    await expect(invoke({ url: 'app://planner/index.html' }, CHANNELS.request, 'app.info')).rejects.toThrow();
    await expect(invoke(null, CHANNELS.request, 'app.info')).rejects.toThrow();
    for (const url of ['https://evil.example/', 'app://planner.evil/', 'about:blank']) {
      const strayed = create(url);
      await expect(strayed.invoke(strayed.contents.mainFrame, CHANNELS.request, 'app.info')).rejects.toThrow();
      expect(strayed.asked).toEqual([]);
    }
    expect([asked, refused.length]).toEqual([[], 2]);
  });

  it('carry pushes to the page in order', () => {
    const { ipc, contents } = create();
    ipc.push('rejections.changed', { openCount: 3 });
    expect(contents.sent).toEqual([[CHANNELS.push, 'rejections.changed', { openCount: 3 }]]);
  });

  it('remove unknown fields from a push, and refuse an invalid one', () => {
    const { ipc, contents } = create();
    const withMore: { openCount: number } = Object.assign({ openCount: 3 }, { secret: 'x' });
    ipc.push('rejections.changed', withMore);
    expect(contents.sent).toEqual([[CHANNELS.push, 'rejections.changed', { openCount: 3 }]]);
    expect(() => ipc.push('rejections.changed', { openCount: 'three' } as never)).toThrow();
  });

  it('hold the last navigation until the page is ready, and deliver it once', () => {
    const { ipc, contents, send } = create();
    ipc.push('navigation.open', { screen: 'history' });
    ipc.push('navigation.open', target);
    send(contents.mainFrame, CHANNELS.listening, 'timeline.changed');
    expect(contents.sent).toEqual([]);
    send(contents.mainFrame, CHANNELS.listening, 'navigation.open');
    send(contents.mainFrame, CHANNELS.listening, 'navigation.open');
    expect(contents.sent).toEqual([[CHANNELS.push, 'navigation.open', target]]);
  });

  it('ignore "listening" from another page', () => {
    const { ipc, contents, send, refused } = create();
    ipc.push('navigation.open', target);
    send({ url: 'app://planner/index.html' }, CHANNELS.listening, 'navigation.open');
    expect([contents.sent, refused.length]).toEqual([[], 1]);
  });

  it('hold a navigation again while the page is reloaded', () => {
    const { ipc, contents, send } = create();
    send(contents.mainFrame, CHANNELS.listening, 'navigation.open');
    ipc.clearListeners();
    ipc.push('navigation.open', target);
    expect(contents.sent).toEqual([]);
  });
});
