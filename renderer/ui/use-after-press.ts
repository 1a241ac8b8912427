import { useEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';

/**
 * For what a field does when it is left. A press takes the focus when it begins, and clicks when it ends: what moves the page
 * in between takes the pressed button from under the pointer, and the click is lost. So the task waits for the end of the
 * press, and runs before its click.
 */
export const useAfterPress = (): ((task: () => void) => void) => {
  const isPressed = useRef(false);
  const waiting = useRef<() => void>(undefined);

  useEffect(() => {
    const begin = ({ button, target }: MouseEvent) => {
      // A list of the system covers the page, which does not learn of the release.
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
      // The last one: of the window, which the pointer left for another program.
      listen(window, ['mouseup', 'dragend', 'blur'], end),
      end,
    );
  }, []);

  return (task) => {
    if (isPressed.current) waiting.current = task;
    else task();
  };
};
