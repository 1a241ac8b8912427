import { LANGUAGES } from '../../shared/i18n/index.ts';
import { useLanguage, useMessages, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { Segmented } from '../ui/Segmented.tsx';

export const LanguageChoice = () => {
  const { settings: words } = useMessages();
  const { settings } = useStores();
  const language = useLanguage();
  const showError = useErrorToast();
  return (
    <Segmented
      label={words.language}
      value={language}
      options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
      onChange={(next) => void settings.getState().update({ language: next }).catch(showError)}
    />
  );
};
