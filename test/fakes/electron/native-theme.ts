import type { NativeTheme } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';

/** Follows `themeSource`, or the system's theme. */
export const createNativeTheme = () => {
  const events = new Emitter();
  let source: NativeTheme['themeSource'] = 'system';
  let isSystemDark = false;
  const nativeTheme = {
    get themeSource() {
      return source;
    },
    set themeSource(theme) {
      source = theme;
      events.emit('updated');
    },
    get shouldUseDarkColors() {
      return source === 'dark' || (source === 'system' && isSystemDark);
    },
    on: (event, listener) => events.on(event, listener),
  } satisfies NativeTheme;
  const setSystemDark = (isDark: boolean) => {
    isSystemDark = isDark;
    events.emit('updated');
  };
  return { nativeTheme, setSystemDark };
};
