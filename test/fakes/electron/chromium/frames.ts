import type { Frame } from '../../../../electron/shell/electron.ts';
import { toApp } from './addresses.ts';
import type { Params, Session } from './cdp.ts';

interface Context {
  id: number;
  name: string;
  auxData: { frameId: string; isDefault: boolean };
}

/** Tracks frames and their JavaScript worlds. A frame keeps its object until it is detached. */
export const createFrames = (mainId: string) => {
  const frames = new Map<string, Frame & { url: string }>();
  let worlds: { id: number; session: Session; frameId: string; world: 'page' | 'preload' | 'other' }[] = [];

  const frameOf = (id: string) => {
    const frame = frames.get(id) ?? { url: '' };
    frames.set(id, frame);
    return frame;
  };
  const nameWorld = ({ name, auxData }: Context) =>
    auxData.isDefault ? 'page' : name === 'preload' ? 'preload' : 'other';

  return {
    main: (): Frame => frameOf(mainId),
    /** The frame a world belongs to; null once it is gone. */
    ofWorld: (session: Session, contextId: number): Frame | null => {
      const found = worlds.find((world) => world.session === session && world.id === contextId);
      return found ? frameOf(found.frameId) : null;
    },
    worldOf: (frameId: string, wanted: 'page' | 'preload') =>
      worlds.findLast(({ frameId: id, world }) => id === frameId && world === wanted),
    idOf: (url: string) => [...frames].find(([, frame]) => frame.url === url)?.[0],
    follow: (session: Session): void => {
      session.on('Page.frameNavigated', (params) => {
        const { id, url } = params.frame as { id: string; url: string };
        frameOf(id).url = toApp(url);
      });
      session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
        frameOf(String(frameId)).url = toApp(String(url));
      });
      session.on('Page.frameDetached', ({ frameId }) => frames.delete(String(frameId)));
      session.on('Runtime.executionContextCreated', (params) => {
        const context = params.context as Context;
        worlds.push({ id: context.id, session, frameId: context.auxData.frameId, world: nameWorld(context) });
      });
      session.on('Runtime.executionContextDestroyed', (params: Params) => {
        worlds = worlds.filter(({ id, session: of }) => of !== session || id !== params.executionContextId);
      });
      session.on('Runtime.executionContextsCleared', () => {
        worlds = worlds.filter(({ session: of }) => of !== session);
      });
    },
  };
};
