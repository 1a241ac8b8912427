import type { Messages } from '../messages.ts';

export const history: Messages['history'] = {
  title: 'Geschiedenis',
};
