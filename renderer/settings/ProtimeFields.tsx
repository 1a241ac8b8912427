import type { Settings } from '../../shared/settings.ts';
import { useMessages } from '../store/context.ts';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { OtherAddress } from './OtherAddress.tsx';
import { parseTenant } from './parse-tenant.ts';
import { SecretSetting } from './SecretSetting.tsx';
import styles from './SettingsScreen.module.css';
import { TextSetting } from './TextSetting.tsx';

const ENVIRONMENTS = ['production', 'sandbox'] as const;

interface CredentialProps extends Pick<Settings, 'protime'> {
  /** Called after a new secret was stored; no other setting changes then. */
  onSecretSaved?: () => void;
}

/** Tenant and credentials. */
export const CredentialFields = ({ protime, onSecretSaved }: CredentialProps) => {
  const { settings: words } = useMessages();
  return (
    <>
      <div className={styles.pairs}>
        <TextSetting
          name="protime.tenant"
          hint={words.tenantHint}
          value={protime.tenant}
          toChange={(text) => ({ protime: parseTenant(text) })}
        />
        <ChoiceSetting
          name="protime.environment"
          value={protime.environment}
          options={ENVIRONMENTS.map((value) => ({ value, label: words.environments[value] }))}
          toChange={(environment) => ({ protime: { environment } })}
        />
        <TextSetting
          name="protime.clientId"
          hint={words.clientIdHint}
          value={protime.clientId}
          toChange={(clientId) => ({ protime: { clientId } })}
        />
        <SecretSetting {...(onSecretSaved ? { onSaved: onSecretSaved } : {})} />
        <TextSetting
          name="protime.company"
          hint={words.companyHint}
          value={protime.company}
          toChange={(company) => ({ protime: { company } })}
        />
      </div>
      <OtherAddress protime={protime} />
    </>
  );
};

const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** External references and activity structure version. */
export const ReferenceFields = ({ protime }: Pick<Settings, 'protime'>) => {
  const { settings: words } = useMessages();
  return (
    <div className={styles.pairs}>
      <TextSetting
        name="protime.peopleReferences"
        hint={words.peopleReferencesHint}
        value={protime.peopleReferences.join(', ')}
        toChange={(text) => ({ protime: { peopleReferences: listOf(text) } })}
      />
      <TextSetting
        name="protime.activityReferences"
        hint={words.activityReferencesHint}
        value={protime.activityReferences.join(', ')}
        toChange={(text) => ({ protime: { activityReferences: listOf(text) } })}
      />
      <TextSetting
        name="protime.activityStructureVersion"
        hint={words.activityVersionHint}
        value={protime.activityStructureVersion ?? ''}
        toChange={(text) => ({ protime: { activityStructureVersion: text || null } })}
      />
    </div>
  );
};
