import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowRight, Languages, Link2, Unlink } from 'lucide-react';
import type { Failure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, EmptyState } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import type { Translation } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { PairDialog } from './pair-dialog.tsx';
import './translations.css';

/** Which document translates which, who certified it, and whether it still belongs to its original. */
export function TranslationsScreen() {
  const { t } = useTranslation();
  const { language, date } = useFormats();
  const { go } = useNavigation();
  const { readOnly } = useOpenCase();
  const pairs = usePart('translations');
  const documents = useDocuments() ?? [];
  const [pairing, setPairing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const byId = new Map(documents.map((row) => [row.id as string, row]));
  const unpair = async ({ translation }: Translation): Promise<void> => {
    const result = await call('unpairTranslation', { translation });
    setFailure(result.ok ? null : result.failure);
    await Promise.all([refreshPart('translations'), refreshPart('overview')]);
  };
  const pair = <Button kind="primary" icon={Link2} isDisabled={readOnly || documents.length < 2} onPress={() => { setPairing(true); }}>{t('translations.pair')}</Button>;
  const side = (id: string, what: string) => {
    const row = byId.get(id);
    return (
      <div className="pair-side">
        <span className="small quiet">{what}{row?.language === undefined ? '' : ` · ${language(row.language)}`}</span>
        <Button kind="quiet" onPress={() => { go({ screen: 'document', document: id }); }}><bdi className="pair-name">{row?.exhibit === undefined ? '' : `${row.exhibit} · `}{row?.title ?? id}</bdi></Button>
      </div>
    );
  };
  return (
    <Screen help="translations" title={t('translations.title')} actions={(pairs?.length ?? 0) === 0 ? null : pair}>
      {pairs !== undefined && pairs.length === 0 ? <EmptyState icon={Languages} title={t('translations.empty.title')} actions={pair}>{t('translations.empty.what')}</EmptyState> : (
        <div className="screen-column">
          {failure === null ? null : <FailureNotice failure={failure} />}
          <ul className="stack">
            {(pairs ?? []).map((known) => (
              <li key={known.translation} className="card pair">
                {side(known.original, t('translations.original'))}
                <ArrowRight size={18} className="mirrored" aria-hidden />
                {side(known.translation, t('translations.translation'))}
                <div className="pair-facts">
                  {known.stale ? <Badge tone="danger">{t('translations.stale')}</Badge> : <Badge tone="success">{t('translations.bound')}</Badge>}
                  <span className="small quiet">{known.translator === undefined ? t('translations.noTranslator') : `${known.translator.name}${known.translator.certifiedAt === undefined ? '' : `, ${t('translations.certified', { date: date(known.translator.certifiedAt) })}`}`}</span>
                </div>
                <IconButton label={t('translations.unpair')} icon={Unlink} isDisabled={readOnly} onPress={() => { void unpair(known); }} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {pairing ? <PairDialog onClose={() => { setPairing(false); }} /> : null}
    </Screen>
  );
}
