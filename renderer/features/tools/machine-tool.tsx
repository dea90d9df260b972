import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleMinus } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';

const named = ['version', 'system', 'window', 'ocr-languages', 'fonts'] as const;

/** What this computer has for the application to work with. */
export function MachineTool() {
  const { t } = useTranslation();
  const { language, list } = useFormats();
  const [checks, setChecks] = useState<CallOutput<'doctor'>['checks']>([]);
  useEffect(() => { void call('doctor', {}).then((result) => { if (result.ok) setChecks(result.value.checks); }); }, []);
  const shown = (name: string, detail: string): string => (name === 'ocr-languages' ? list(detail.split(', ').map(language)) : detail);
  return (
    <div className="stack">
      <p>{t('tools.machine.explanation')}</p>
      <ul className="report-checks">
        {checks.map(({ name, holds, detail }) => {
          const known = named.find((id) => id === name);
          return (
            <li key={name} data-holds data-result={holds ? 'pass' : 'not-checked'}>
              {holds ? <CircleCheck size={17} aria-label={t('tools.machine.found')} /> : <CircleMinus size={17} aria-label={t('tools.machine.missing')} />}
              <span className="grow"><strong>{known === undefined ? name : t(`tools.machine.${known}`)}</strong> <span className="quiet break">{known === undefined ? holds ? t('tools.machine.found') : t('tools.machine.missing') : shown(name, detail)}</span></span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
