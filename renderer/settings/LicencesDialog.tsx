import type { Licence } from '../../shared/licence.ts';
import { useApi, useMessages } from '../store/context.ts';
import { useRequest } from '../store/use-request.ts';
import shared from '../styles/shared.module.css';
import { Dialog } from '../ui/Dialog.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './LicencesDialog.module.css';

/** Third-party packages with their licences. */
export const LicencesDialog = ({ onClose }: { onClose: () => void }) => {
  const { common, settings } = useMessages();
  const { licences: words } = settings;
  const api = useApi();
  const { data: found, failed } = useRequest(() => api.call('app.licences', undefined), [api]);
  return (
    <Dialog title={words.title} onClose={onClose}>
      {!found && !failed && <Spinner label={common.loading} />}
      {failed && <p>{common.failed}</p>}
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
