import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Bookmark, Crosshair, MapPin, MessageSquareText, SquareDashedMousePointer, Tag, Trash2, Undo2, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Rect } from '../../../shared/geometry.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, Segments, TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { usePart } from '../../read-model/use-case.ts';
import './review.css';

export type ReviewItem = CallOutput<'getReview'>['items'][number];
type Item = ReviewItem;
const kinds = ['note', 'tag', 'bookmark'] as const;
const icons: Readonly<Record<Item['kind'], LucideIcon>> = { note: MessageSquareText, tag: Tag, bookmark: Bookmark };

function contentOf({ kind, document, text, shared, page, rect }: Item) {
  return { kind, document, text, shared, ...(page === undefined ? {} : { page }), ...(rect === undefined ? {} : { rect }) };
}

function Written({ item, isCurrent, onChoose, onRemove, onShare }: { readonly item: Item; readonly isCurrent: boolean; readonly onChoose: () => void; readonly onRemove: () => void; readonly onShare: (shared: boolean) => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const Icon = icons[item.kind];
  return (
    <li className="review-item" data-current={isCurrent || undefined}>
      <button type="button" className="redaction-row" onClick={onChoose}>
        <span className="redaction-why"><Icon size={15} aria-hidden /><span className="break" dir="auto">{item.text}</span></span>
        <span className="row-wrap small quiet">{item.page === undefined ? null : <span className="number">{t('common.page', { page: item.page })}</span>}{item.rect === undefined ? null : <span className="row"><MapPin size={13} aria-hidden />{t('review.place.onPlace')}</span>}<time>{dateTime(item.changedAt)}</time>{item.shared ? <Badge tone="warning">{t('review.shared')}</Badge> : null}</span>
      </button>
      <div className="row review-item-tools">
        {item.kind === 'note' ? <CheckboxField label={t('review.share')} isSelected={item.shared} onChange={onShare} /> : <span className="grow" />}
        <IconButton small label={t('common.remove')} icon={Trash2} onPress={onRemove} />
      </div>
    </li>
  );
}

export interface ReviewPanelProps {
  readonly document: DocumentRow;
  readonly pageNow: () => number;
  /** Where on a page the next one is pinned. */
  readonly place: { readonly page: number; readonly rect: Rect } | null;
  readonly drawing: boolean;
  readonly onDraw: (drawing: boolean) => void;
  readonly onPlaceByKeyboard: () => void;
  readonly onClearPlace: () => void;
  readonly current: string | undefined;
  readonly onChoose: (item: ReviewItem) => void;
}

/** The reviewer's own notes, tags and bookmarks on a document, on a page or on a place of it: private unless they are shared with the answer. */
export function ReviewPanel({ document, pageNow, place, drawing, onDraw, onPlaceByKeyboard, onClearPlace, current, onChoose }: ReviewPanelProps) {
  const { t } = useTranslation();
  const items = (usePart('review')?.items ?? []).filter((item) => item.document === document.id).sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
  const [kind, setKind] = useState<Item['kind']>('note');
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [removed, setRemoved] = useState<Item | null>(null);
  /** Answers whether it was done. */
  const after = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: ToldFailure }>): Promise<boolean> => {
    const result = await work;
    setFailure(result.ok ? null : result.failure);
    await refreshPart('review');
    return result.ok;
  };
  /** What was written stays in its field until it is kept. */
  const add = async (): Promise<void> => {
    const written = text.trim();
    if (written === '') return;
    setRemoved(null);
    if (await after(call('saveReviewItem', { kind, document: document.id, page: place?.page ?? pageNow(), ...(place === null ? {} : { rect: place.rect }), text: written }))) {
      setText('');
      onClearPlace();
    }
  };
  const remove = async (item: Item): Promise<void> => { if (await after(call('removeReviewItems', { items: [item.id] }))) setRemoved(item); };
  const restore = async (item: Item): Promise<void> => { if (await after(call('saveReviewItem', contentOf(item)))) setRemoved(null); };
  return (
    <aside className="redaction-panel" aria-label={t('review.panel')} tabIndex={0}>
      <Form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Segments label={t('review.kind')} value={kind} onChange={setKind} choices={kinds.map((id) => ({ id, label: t(`review.kinds.${id}`) }))} />
        <div className="review-text"><TextField label={t(`review.kinds.${kind}`)} hint={place === null ? t('review.private') : t('review.place.pinned', { page: place.page })} lines={kind === 'note' ? 3 : 1} value={text} onChange={setText} /></div>
        <div className="row-wrap">
          <Button type="submit" kind="primary">{t('review.add')}</Button>
          {place === null
            ? <><Button icon={SquareDashedMousePointer} aria-pressed={drawing} onPress={() => { onDraw(!drawing); }}>{t(drawing ? 'review.place.drawing' : 'review.place.draw')}</Button><Button icon={Crosshair} onPress={onPlaceByKeyboard}>{t('redactions.placeByKeyboard')} <kbd>D</kbd></Button></>
            : <Button icon={X} onPress={onClearPlace}>{t('review.place.clear')}</Button>}
        </div>
      </Form>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {removed === null ? null : <Notice tone="info" title={t('review.removed')} live actions={<Button icon={Undo2} onPress={() => { void restore(removed); }}>{t('common.undo')}</Button>} />}
      <ul className="redaction-list">
        {items.map((item) => (
          <Written
            key={item.id} item={item} isCurrent={item.id === current} onChoose={() => { onChoose(item); }} onRemove={() => { void remove(item); }}
            onShare={(shared) => { void after(call('saveReviewItem', { ...contentOf(item), id: item.id, shared })); }}
          />
        ))}
      </ul>
    </aside>
  );
}
