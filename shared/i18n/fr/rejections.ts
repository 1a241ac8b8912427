import type { Messages } from '../messages.ts';

export const rejections: Messages['rejections'] = {
  title: 'Refus',
};
