/** What travels between the preload script and the main process. Names of the contract travel inside. */
export const CHANNELS = {
  /** (name, input) → Answer */
  request: 'planner:request',
  /** (name, payload), to the window */
  push: 'planner:push',
  /** (name): the window now listens to this push */
  listening: 'planner:listening',
} as const;
