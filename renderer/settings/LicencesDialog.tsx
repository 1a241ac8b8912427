import { useEffect, useState } from 'react';
import type { Licence } from '../../shared/licence.ts';
import { useApi, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Dialog } from '../ui/Dialog.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './LicencesDialog.module.css';

/** Third-party packages with their licences. */
export const LicencesDialog = ({ onClose }: { onClose: () => void }) => {
  const { common, settings } = useMessages();
  const { licences: words } = settings;
  const found = useLicences();
  return (
    <Dialog title={words.title} onClose={onClose}>
      {found === undefined && <Spinner label={common.loading} />}
      {found === null && <p>{common.failed}</p>}
      {found && <p className={styles.intro}>{found.length > 0 ? words.intro(found.length) : words.notBuilt}</p>}
      {found && found.length > 0 && (
        <ul className={shared.list}>
          {found.map((licence) => (
            <li key={`${licence.name} ${licence.version}`}>
              <OneLicence licence={licence} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};

const OneLicence = ({ licence: { name, version, licence, text } }: { licence: Licence }) => {
  const title = (
    <>
      <code>{name}</code> <span className={shared.soft}>{version}</span>
      <span className={styles.kind}>{licence}</span>
    </>
  );
  if (!text) return <div className={styles.bare}>{title}</div>;
  return (
    <details className={styles.one}>
      <summary>{title}</summary>
      <pre lang="en">{text}</pre>
    </details>
  );
};

/** undefined while loading, null on failure. */
const useLicences = (): Licence[] | null | undefined => {
  const api = useApi();
  const [found, setFound] = useState<Licence[] | null>();
  useEffect(() => {
    let isCurrent = true;
    api.call('app.licences', undefined).then(
      (answer) => isCurrent && setFound(answer),
      () => isCurrent && setFound(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [api]);
  return found;
};
