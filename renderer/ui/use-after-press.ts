import { useEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';

/**
 * For tasks of a field on blur. Pressing a button moves the focus on mouse down and clicks on mouse up: a task that moves the page
 * in between moves the button from under the pointer, and the click is lost. So the task waits for mouse up, and runs before the
 * click.
 */
export const useAfterPress = (): ((task: () => void) => void) => {
  const isPressed = useRef(false);
  const waiting = useRef<() => void>(undefined);

  useEffect(() => {
    const begin = ({ button, target }: MouseEvent) => {
      // The list of a select covers the page, which then gets no mouse up.
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
