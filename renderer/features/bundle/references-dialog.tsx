import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { ArrowRight } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, SelectField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';
import type { Builds } from './use-builds.ts';

type References = CallOutput<'crossReferences'>['references'];
const tones: Readonly<Record<References[number]['state'], Tone | undefined>> = { linked: 'success', nowhere: 'danger', moved: 'warning' };
const shownAtOnce = 200;

export interface ReferencesDialogProps {
  readonly builds: Builds;
  readonly documents: ReadonlyMap<string, DocumentRow>;
  /** Goes to a page of the bundle. */
  readonly onPage: (page: number) => void;
  readonly onClose: () => void;
}

/** Mentions of exhibits and bundle pages inside the documents of a build: first those that lead nowhere or elsewhere, each one press from its page. */
export function ReferencesDialog({ builds, documents, onPage, onClose }: ReferencesDialogProps) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormats();
  const { go } = useNavigation();
  const newest = builds.builds.toReversed();
  const [build, setBuild] = useState(newest[0]?.build ?? '');
  const [all, setAll] = useState<'lost' | 'all'>('lost');
  const [found, setFound] = useState<References | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [shown, setShown] = useState(shownAtOnce);
  useEffect(() => {
    if (build === '') return undefined;
    let stale = false;
    setFound(null);
    setShown(shownAtOnce);
    void call('crossReferences', { build, all: all === 'all' }).then((result) => {
      if (stale) return;
      setFailure(result.ok ? null : result.failure);
      if (result.ok) setFound(result.value.references);
    });
    return () => { stale = true; };
  }, [build, all]);
  return (
    <Dialog isOpen wide title={t('exhibits.references.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      {newest.length === 0 ? <Notice tone="info" title={t('exhibits.references.few')} /> : (
        <div className="stack">
          <div className="form-grid references-choice">
            <SelectField label={t('exhibits.references.build')} value={build} onChange={setBuild} choices={newest.map((one) => ({ id: one.build, label: `${dateTime(one.builtAt)}${one.supplement ? ` · ${t('exhibits.supplement.word')}` : ''} · ${t('exhibits.references.lost', { count: one.lost })}` }))} />
            <div className="references-which"><Segments label={t('exhibits.references.show')} value={all} onChange={setAll} choices={[{ id: 'lost', label: t('exhibits.references.toMend') }, { id: 'all', label: t('exhibits.references.all') }]} /></div>
          </div>
          {failure === null ? null : <FailureNotice failure={failure} />}
          {found === null ? null : found.length === 0 ? <Notice tone="success" title={all === 'all' ? t('exhibits.references.noneAtAll') : t('exhibits.references.none')} live /> : (
            <>
              <p className="quiet" role="status">{all === 'all' ? t('exhibits.references.count', { count: found.length }) : t('exhibits.references.means')}</p>
              <ul className="references">
                {found.slice(0, shown).map(({ document, page, text, state, target }, index) => (
                  <li key={index} className="reference">
                    <Badge tone={tones[state]}>{t(`exhibits.references.states.${state}`)}</Badge>
                    <q dir="auto">{text}</q>
                    <AriaButton className="reference-link grow" onPress={() => { go({ screen: 'document', document, page, query: text }); }}>
                      <bdi>{documents.get(document)?.title ?? document}</bdi> <span className="quiet number">{t('common.page', { page })}</span>
                    </AriaButton>
                    {target === undefined ? null : (
                      <AriaButton
                        className="reference-link" aria-label={t('exhibits.references.leadsTo', { page: target })}
                        onPress={() => {
                          onClose();
                          onPage(target);
                        }}
                      ><ArrowRight size={14} aria-hidden /> <span className="number">{t('bundle.pagesShort', { pages: number(target) })}</span></AriaButton>
                    )}
                  </li>
                ))}
              </ul>
              {found.length > shown ? <div><Button onPress={() => { setShown(shown + shownAtOnce); }}>{t('documents.showMore')}</Button></div> : null}
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
