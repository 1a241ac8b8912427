import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { joined, listen } from '../../listeners.ts';
import { useStores } from '../../store/context.ts';
import type { RowWindow } from '../scale.ts';
import { createRowRenderer, type RowRenderer, type RowScene } from './row-renderer.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  /** Container of the rows. */
  host: RefObject<HTMLElement | null>;
  /** Icon of a bar changed at short notice. */
  clockIcon: RefObject<HTMLElement | null>;
  scene: RowScene;
}

/** Draws the rows and returns the drawn window. The window is only updated when grouped, because only group rows use it. */
export const useRowRenderer = ({ scroller, host, clockIcon, scene }: Options): RowWindow => {
  const { timeline } = useStores();
  const renderer = useRef<RowRenderer>(undefined);
  const [drawn, setDrawn] = useState<RowWindow>({ first: 0, end: 0 });
  const [failure, setFailure] = useState<{ error: unknown }>();
  // Thrown while rendering, so that the error boundary shows a failure outside React, too.
  if (failure) throw failure.error;
  const isGrouped = useRef(false);
  isGrouped.current = scene.groups.length > 0;

  useLayoutEffect(() => {
    if (!scroller.current || !host.current || !clockIcon.current?.firstChild) return;
    renderer.current ??= createRowRenderer({
      scroller: scroller.current,
      host: host.current,
      clockIcon: clockIcon.current.firstChild,
      setNeeded: timeline.getState().setNeeded,
      onRowsDrawn: (next) => {
        if (isGrouped.current)
          setDrawn((previous) => (previous.first === next.first && previous.end === next.end ? previous : next));
      },
      onFailure: (error) => setFailure({ error }),
    });
    renderer.current.show(scene);
  });

  useEffect(() => {
    const onScroll = () => renderer.current?.onScroll();
    return joined(listen(scroller.current, ['scroll'], onScroll, { passive: true }), () => renderer.current?.pause());
  }, [scroller]);

  return drawn;
};
