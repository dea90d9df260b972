import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { useEditionName } from '../../session/edition-switch.tsx';

const parts = ['cover', 'index', 'section', 'exhibits', 'custody', 'issues', 'stamps'] as const;
type Part = (typeof parts)[number];
const previewDpi = 96;
const mostShown = 40;

interface Prepared { readonly part: Part; readonly pages: number; readonly made: number }

/** Generated pages of the bundle and its stamps, as they will stand, before anything is built. */
export function PreviewDialog({ edition, onClose }: { readonly edition: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = useEditionName();
  const [part, setPart] = useState<Part>('index');
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    let stale = false;
    setPrepared(null);
    setFailure(null);
    void call('previewBundle', { edition: edition as EditionName, part }).then((result) => {
      if (stale) return;
      if (result.ok) setPrepared({ part, pages: result.value.pages, made: Date.now() });
      else setFailure(result.failure);
    });
    return () => { stale = true; };
  }, [edition, part]);
  return (
    <Dialog isOpen wide title={t('bundle.preview.of', { edition: nameOf(edition) })} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <div className="stack">
        <div className="preview-parts"><Segments label={t('bundle.preview.part')} value={part} onChange={setPart} choices={parts.map((id) => ({ id, label: t(`bundle.preview.parts.${id}`) }))} /></div>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {failure !== null ? null : prepared === null ? <p className="quiet" role="status">{t('bundle.preview.making')}</p> : prepared.pages === 0 ? <p className="quiet" role="status">{t('bundle.preview.empty')}</p> : (
          <div className="preview-pages" tabIndex={0} role="region" aria-label={t(`bundle.preview.parts.${prepared.part}`)}>
            {Array.from({ length: Math.min(prepared.pages, mostShown) }, (_, index) => (
              <img key={index} src={`/preview/${encodeURIComponent(edition)}/${prepared.part}/${String(index + 1)}?dpi=${String(previewDpi)}&v=${String(prepared.made)}`} alt={t('viewer.pageOf', { page: index + 1, count: prepared.pages })} draggable={false} />
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}
