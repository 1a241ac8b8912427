import { useRef } from 'react';
import type { RowKey } from '../store/person-plan.ts';
import { assignSlots, NO_SLOTS } from './row-slots.ts';

/** The element each visible row is drawn in. Only a memory of what was drawn: drawing twice gives the same. */
export const useRowSlots = (visible: readonly RowKey[]): ReadonlyMap<RowKey, number> => {
  const last = useRef(NO_SLOTS);
  last.current = assignSlots(last.current, visible);
  return last.current.slots;
};
