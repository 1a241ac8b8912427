import type { AccessReport } from '../../shared/contract.ts';
import { useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Icon } from '../ui/icons.tsx';
import styles from './AccessReportView.module.css';
import { accessResultOf, scopeText } from './scope-text.ts';

const TONES = { ok: 'good', partly: 'warning', not: 'bad' } as const;

/** Result of the access test: granted and missing permissions. */
export const AccessReportView = ({ report }: { report: AccessReport }) => {
  const { settings: words, problems } = useMessages();
  const result = accessResultOf(report);
  const { problem } = report;
  return (
    <div className={styles.report} data-verdict={result} data-tone={TONES[result]} role="status">
      <p className={styles.title}>
        <Icon name={result === 'ok' ? 'check' : result === 'partly' ? 'info' : 'rejections'} size={18} />
        <strong>{problem ? problems[problem.code].title : result === 'ok' ? words.testOk : words.testPartly}</strong>
      </p>
      {problem && problem.code !== 'missing-scope' && <p>{problems[problem.code].advice}</p>}
      {problem?.detail && <p className={shared.soft}>{problem.detail}</p>}
      {report.scopes.length > 0 && (
        <ul className={styles.scopes}>
          {report.scopes.map(({ scope, granted, mandatory }) => (
            <li key={scope} data-granted={granted}>
              <span className={styles.sign} aria-hidden="true">
                {granted ? '✓' : '✕'}
              </span>
              <span>
                {scopeText(scope, words)} <span className={shared.soft}>{granted ? words.granted : words.missing}</span>
                {!granted && (
                  <span className={styles.advice}>
                    {words.missingAdvice} <code>{scope}</code>
                    {!mandatory && ` ${words.withoutNames}`}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
