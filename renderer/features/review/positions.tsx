import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { FileText, Pencil, Undo2 } from 'lucide-react';
import { filterBy } from '../../../shared/fold-for-filter.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { SearchField, Segments } from '../../components/field.tsx';
import { Badge } from '../../components/notice.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';

type Review = CallOutput<'getReview'>;
export type Stand = Review['positions'][number]['stand'];
const stands = ['no-position', 'agreed', 'contested'] as const;

// A list that is seen as a whole needs no filter.
const fewEnough = 10;
const shownAtOnce = 200;

interface PositionRowProps {
  readonly document: DocumentRow;
  readonly stand: Stand;
  readonly reason: string | undefined;
  readonly notes: number;
  readonly onStand: (stand: Stand) => void;
}

function PositionRow({ document, stand, reason, notes, onStand }: PositionRowProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  return (
    <li className="review-row" data-stand={stand}>
      <AriaButton className="review-title" onPress={() => { go({ screen: 'document', document: document.id }); }}>
        <FileText size={17} aria-hidden />
        {document.exhibit === undefined ? null : <Badge tone="accent">{document.exhibit}</Badge>}
        <span className="grow truncate" dir="auto">{document.title}</span>
        {notes === 0 ? null : <Badge>{t('review.notes', { count: notes })}</Badge>}
      </AriaButton>
      <Segments label={t('review.position', { title: document.title })} value={stand} onChange={onStand} choices={stands.map((id) => ({ id, label: t(`review.stands.${id}`) }))} />
      {reason === undefined || reason === '' ? null : (
        <div className="review-reason row">
          <p className="small quiet grow" dir="auto">“{reason}”</p>
          {stand === 'contested' ? <IconButton small label={t('review.changeReason', { title: document.title })} icon={Pencil} onPress={() => { onStand('contested'); }} /> : null}
        </div>
      )}
    </li>
  );
}

interface PositionsProps {
  /** The exhibits, in the order of the release. */
  readonly documents: readonly DocumentRow[];
  readonly review: Review;
  readonly canUndo: boolean;
  readonly onUndo: () => void;
  readonly onStand: (document: DocumentRow, stand: Stand) => void;
}

/** A position on each exhibit, to be filtered by words and by what was decided. */
export function Positions({ documents, review, canUndo, onUndo, onStand }: PositionsProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [only, setOnly] = useState<Stand | 'all'>('all');
  const [most, setMost] = useState(shownAtOnce);
  const known = useMemo(() => new Map(review.positions.map((position) => [position.document, position])), [review.positions]);
  const notes = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { document } of review.items) counts.set(document, (counts.get(document) ?? 0) + 1);
    return counts;
  }, [review.items]);
  const standOf = ({ id }: DocumentRow): Stand => known.get(id)?.stand ?? 'no-position';
  const taken = documents.filter((document) => standOf(document) !== 'no-position').length;
  const matches = filterBy(query);
  const found = documents.filter((document) => matches(document.folded) && (only === 'all' || standOf(document) === only));
  return (
    <section className="stack-tight" aria-labelledby="review-positions">
      <div className="row-wrap"><h2 id="review-positions" className="grow">{t('review.positions')}</h2><span className="quiet number" role="status">{t('review.taken', { taken, count: documents.length })}</span><IconButton label={t('common.undo')} icon={Undo2} isDisabled={!canUndo} onPress={onUndo} /></div>
      {documents.length <= fewEnough ? null : (
        <div className="row-wrap">
          <SearchField label={t('review.find')} clearLabel={t('common.clear')} value={query} onChange={setQuery} />
          <Segments label={t('review.show')} value={only} onChange={setOnly} choices={[{ id: 'all' as const, label: t('review.all') }, ...stands.map((id) => ({ id, label: t(`review.stands.${id}`) }))]} />
        </div>
      )}
      {found.length === 0 ? <p className="quiet">{t('review.noneFound')}</p> : (
        <ul className="review-list">
          {found.slice(0, most).map((document) => (
            <PositionRow key={document.id} document={document} stand={standOf(document)} reason={known.get(document.id)?.reason} notes={notes.get(document.id) ?? 0} onStand={(stand) => { onStand(document, stand); }} />
          ))}
        </ul>
      )}
      {found.length > most ? <div><Button onPress={() => { setMost(most + shownAtOnce); }}>{t('documents.showMore')}</Button></div> : null}
    </section>
  );
}
