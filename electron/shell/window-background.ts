import type { NativeTheme } from './electron.ts';

/** `--surface-back` of renderer/styles/tokens.css, the background of the page. */
const SURFACE_BACK = { light: '#f4f5f7', dark: '#111418' };

/** The colour of the window before its page is painted. */
export const windowBackground = ({ shouldUseDarkColors }: Pick<NativeTheme, 'shouldUseDarkColors'>): string =>
  shouldUseDarkColors ? SURFACE_BACK.dark : SURFACE_BACK.light;
