/** Channels between the preload script and the main process. The name of the request or push is the first argument. */
export const CHANNELS = {
  /** (name, input) → Answer */
  request: 'planner:request',
  /** (name, payload), to the window */
  push: 'planner:push',
  /** (name): the window now listens to this push */
  listening: 'planner:listening',
} as const;
