import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { Briefcase } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';

/** Cases opened since the application started: by folder, their titles stay hidden until they are unlocked. */
export function RecentCases({ onOpen }: { readonly onOpen: (token: string, name: string) => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [cases, setCases] = useState<CallOutput<'recentCases'>['cases']>([]);
  useEffect(() => { void call('recentCases', {}).then((result) => { if (result.ok) setCases(result.value.cases); }); }, []);
  if (cases.length === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="recent-cases">
      <h2 id="recent-cases">{t('home.recent')}</h2>
      <ul className="home-recent">
        {cases.map(({ token, folderName, openedAt }) => (
          <li key={token}>
            <AriaButton className="home-recent-case" onPress={() => { onOpen(token, folderName); }}>
              <Briefcase size={17} aria-hidden /><bdi className="grow truncate">{folderName}</bdi><span className="quiet small">{dateTime(openedAt)}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
