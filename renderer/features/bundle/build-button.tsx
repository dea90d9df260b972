import { useTranslation } from 'react-i18next';
import { Hammer } from 'lucide-react';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { Failure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import type { CourtCheck } from '../../components/court-check.tsx';
import { showToast } from '../../components/toast.tsx';
import { runJob } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useJobs } from '../../read-model/use-case.ts';

/** Builds the bundle PDF of an edition to a place that the user chooses. */
export function BuildButton({ edition, isDisabled, onFailure, onBuilt }: { readonly edition: string; readonly isDisabled: boolean; readonly onFailure: (failure: Failure | null) => void; readonly onBuilt: (check: CourtCheck | null) => void }) {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const running = useJobs().some(({ kind }) => kind === 'buildEdition');
  const build = async (): Promise<void> => {
    onFailure(null);
    onBuilt(null);
    const place = await chooseNew('save-pdf', `bundle-${edition}.pdf`);
    if (place === null) return;
    const result = await runJob('buildEdition', { edition: edition as EditionName, place: place.token });
    if (result.ok) showToast({ tone: 'success', title: t('bundle.built', { name: place.name }), detail: t('common.pages', { count: result.value.pages }) });
    else onFailure(result.failure);
    if (result.ok) onBuilt(result.value.court);
  };
  return <Button kind="primary" icon={Hammer} isDisabled={isDisabled || running} onPress={() => { void build(); }}>{t('bundle.build')}</Button>;
}
