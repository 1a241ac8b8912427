import { useEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';

/**
 * For tasks that a field runs on blur. A press on a button moves the focus at mouse down, but clicks at mouse up. If the task
 * changes the layout in between, the button moves away from the pointer and the click is lost. So the task waits for mouse up,
 * and runs before the click.
 */
export const useAfterPress = (): ((task: () => void) => void) => {
  const isPressed = useRef(false);
  const waiting = useRef<() => void>(undefined);

  useEffect(() => {
    const begin = ({ button, target }: MouseEvent) => {
      // The open list of a select covers the page, so the page gets no mouse up.
      isPressed.current = button === 0 && !(target instanceof Element && target.closest('select'));
    };
    const end = () => {
      isPressed.current = false;
      const task = waiting.current;
      waiting.current = undefined;
      task?.();
    };
    return joined(
      listen(document, ['mousedown'], begin, { capture: true }),
      // `blur` of the window: the pointer moved to another program.
      listen(window, ['mouseup', 'dragend', 'blur'], end),
      end,
    );
  }, []);

  return (task) => {
    if (isPressed.current) waiting.current = task;
    else task();
  };
};
