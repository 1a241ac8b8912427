import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStores } from '../../store/context.ts';
import type { RowWindow } from '../scale.ts';
import { createRowCanvas, type RowCanvas, type RowScene } from './row-renderer.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  /** What the rows are drawn in. */
  host: RefObject<HTMLElement | null>;
  /** What marks a short notice on a bar. */
  clock: RefObject<HTMLElement | null>;
  scene: RowScene;
}

/** Has the rows drawn, and says which are: only those who draw something beside them, for groups, are drawn again for it. */
export const useRowCanvas = ({ scroller, host, clock, scene }: Options): RowWindow => {
  const { timeline } = useStores();
  const canvas = useRef<RowCanvas>(undefined);
  const [drawn, setDrawn] = useState<RowWindow>({ first: 0, end: 0 });
  const [failure, setFailure] = useState<{ error: unknown }>();
  // What is drawn beside React fails where React's own drawing fails.
  if (failure) throw failure.error;
  const isGrouped = useRef(false);
  isGrouped.current = scene.groups.length > 0;

  useLayoutEffect(() => {
    if (!scroller.current || !host.current || !clock.current?.firstChild) return;
    canvas.current ??= createRowCanvas({
      scroller: scroller.current,
      host: host.current,
      clock: clock.current.firstChild,
      want: timeline.getState().want,
      onWindow: (next) => {
        if (isGrouped.current)
          setDrawn((known) => (known.first === next.first && known.end === next.end ? known : next));
      },
      onFailure: (error) => setFailure({ error }),
    });
    canvas.current.show(scene);
  });

  useEffect(() => {
    const element = scroller.current;
    const onScroll = () => canvas.current?.scrolled();
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element?.removeEventListener('scroll', onScroll);
      canvas.current?.rest();
    };
  }, [scroller]);

  return drawn;
};
