import { useRef, useState } from 'react';
import type { SettingsChange } from '../../shared/settings.ts';
import {
  type AlteredSetting,
  alteredSettings,
  fromSettingsFile,
  omitSettings,
  toSettingsFile,
} from '../../shared/settings-file.ts';
import { useMessages, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { SettingsPreview } from './SettingsPreview.tsx';
import styles from './SettingsScreen.module.css';
import { settingName } from './setting-name.ts';

interface Preview {
  change: SettingsChange;
  altered: readonly AlteredSetting[];
  note: string | undefined;
}

/** Larger files are not settings files. */
const MAX_BYTES = 1_000_000;

/** Export and import of settings as a file, without secrets. */
export const SettingsFile = () => {
  const messages = useMessages();
  const { common, settings: words } = messages;
  const { settingsFile } = words;
  const { settings, toasts } = useStores();
  const showError = useErrorToast();
  const input = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState<string>();
  const [preview, setPreview] = useState<Preview>();

  const save = () => {
    const { view } = settings.getState();
    if (!view) return;
    const url = URL.createObjectURL(new Blob([toSettingsFile(view)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'assignment-monitor-settings.json';
    link.click();
    // The browser reads the blob after the click, so it is released later.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  const read = async (file: File) => {
    setMessage(undefined);
    const { view } = settings.getState();
    if (!view) return;
    const found = file.size <= MAX_BYTES ? fromSettingsFile(await file.text(), view) : undefined;
    if (!found?.ok) return setMessage(found?.reason === 'newer' ? settingsFile.newer : settingsFile.notAFile);
    const names = found.leftOut.map((name) => settingName(name, messages)).join(', ');
    const note = names === '' ? undefined : settingsFile.leftOut(names);
    const altered = alteredSettings(view.settings, found.change);
    if (altered.length === 0) setMessage(note ?? settingsFile.same);
    else setPreview({ change: found.change, altered, note });
  };

  const use = async ({ change, altered }: Preview, names: ReadonlySet<string>) => {
    setPreview(undefined);
    const { view, update } = settings.getState();
    if (!view) return;
    const others = altered.flatMap(({ name }) => (names.has(name) ? [] : [name]));
    const answer = await update(omitSettings(change, others) as SettingsChange);
    if (!answer.ok) return setMessage(words.notSaved);
    const undo = () => void update(omitSettings(view.settings, view.locked)).catch(showError);
    toasts.getState().show({
      text: settingsFile.taken,
      durationMs: 15_000,
      action: { label: common.undo, run: undo },
    });
  };

  return (
    <div className={styles.settingsFile}>
      <div className={styles.row}>
        <Button icon="download" data-action="save-settings" onClick={save}>
          {settingsFile.save}
        </Button>
        <Button data-action="read-settings" onClick={() => input.current?.click()}>
          {settingsFile.read}
        </Button>
      </div>
      <p className={shared.soft}>{settingsFile.hint}</p>
      <input
        ref={input}
        hidden
        type="file"
        name="settings-file"
        accept="application/json,.json"
        aria-label={settingsFile.read}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void read(file).catch(showError);
          // Reset, so that the same file can be selected again.
          currentTarget.value = '';
        }}
      />
      <p className={styles.refused} role="alert">
        {message}
      </p>
      {preview && (
        <SettingsPreview
          {...preview}
          onUse={(names) => void use(preview, names).catch(showError)}
          onClose={() => setPreview(undefined)}
        />
      )}
    </div>
  );
};
