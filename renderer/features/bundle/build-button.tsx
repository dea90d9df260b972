import { useTranslation } from 'react-i18next';
import { FilePlus2, Hammer } from 'lucide-react';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import { Button } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';
import { runJob } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useJobs } from '../../read-model/use-case.ts';

export interface BuildButtonProps {
  readonly edition: string;
  readonly isDisabled: boolean;
  /** Documents that came since the last build: a bundle of them alone can be made, whose numbers go on. */
  readonly late: number;
  readonly onFailure: (failure: ToldFailure | null) => void;
  readonly onBuilt: (built: JobResult<'buildEdition'> | null) => void;
}

/** Builds the bundle PDF of an edition, or of what came late, to a place that the user chooses. */
export function BuildButton({ edition, isDisabled, late, onFailure, onBuilt }: BuildButtonProps) {
  const { t } = useTranslation();
  const { list } = useFormats();
  const { chooseNew } = useChooser();
  const running = useJobs().some(({ kind }) => kind === 'buildEdition');
  const build = async (supplement: boolean): Promise<void> => {
    onFailure(null);
    onBuilt(null);
    const place = await chooseNew('save-pdf', supplement ? `bundle-${edition}-supplement.pdf` : `bundle-${edition}.pdf`);
    if (place === null) return;
    const result = await runJob('buildEdition', { edition: edition as EditionName, place: place.token, ...(supplement ? { supplement } : {}) });
    if (!result.ok) {
      onFailure(result.failure);
      return;
    }
    showToast({ tone: 'success', title: t('bundle.built', { name: list(result.value.files) }), detail: t('common.pages', { count: result.value.pages }) });
    onBuilt(result.value);
  };
  return (
    <>
      {late === 0 ? null : <Button icon={FilePlus2} isDisabled={isDisabled || running} onPress={() => { void build(true); }}>{t('exhibits.supplement.build', { count: late })}</Button>}
      <Button kind="primary" icon={Hammer} isDisabled={isDisabled || running} onPress={() => { void build(false); }}>{t('bundle.build')}</Button>
    </>
  );
}
