import { useTranslation } from 'react-i18next';
import { Check, Hand } from 'lucide-react';
import { Badge } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { Link } from './edit-links.ts';
import type { Alignment, Difference } from './use-alignment.ts';

type Side = 'original' | 'translation';

export interface SentenceRowProps {
  readonly alignment: Alignment;
  readonly link: Link;
  readonly differences: readonly Difference[];
  readonly onPage: (side: Side) => void;
}

/** What of a sentence differs from the other side, marked where it stands. */
function Marked({ text, differing }: { readonly text: string; readonly differing: readonly string[] }) {
  const places = differing.flatMap((part) => {
    const start = text.indexOf(part);
    return part === '' || start < 0 ? [] : [{ start, end: start + part.length }];
  }).sort((a, b) => a.start - b.start);
  let at = 0;
  const parts = places.flatMap(({ start, end }) => {
    if (start < at) return [];
    const before = text.slice(at, start);
    at = end;
    return [before, <mark key={start}>{text.slice(start, end)}</mark>];
  });
  return <>{parts}{text.slice(at)}</>;
}

function SentenceSide({ side, alignment, link, differences, onPage }: SentenceRowProps & { readonly side: Side }) {
  const { t } = useTranslation();
  const { sentences, language } = alignment[side];
  const indexes = link[side];
  if (indexes.length === 0) return <span role="gridcell" className="sentence-none quiet">{side === 'original' ? t('translations.sentence.noOriginal') : t('translations.sentence.noTranslation')}</span>;
  const page = indexes.flatMap((index) => sentences[index]?.places ?? [])[0]?.page;
  return (
    <span role="gridcell" className="sentence-side">
      <span className="sentence-text" lang={language} dir="auto">{indexes.map((index) => <span key={index}><Marked text={sentences[index]?.text ?? ''} differing={differences.filter((one) => one.side === side).map(({ text }) => text)} /> </span>)}</span>
      {page === undefined ? null : <button type="button" tabIndex={-1} className="sentence-page" onClick={() => { onPage(side); }}>{t('common.page', { page })}</button>}
    </span>
  );
}

/** One link: its sentences in both languages, and what differs between them. */
export function SentenceRow(props: SentenceRowProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { link, differences } = props;
  return (
    <>
      <SentenceSide {...props} side="original" />
      <span role="gridcell" className="sentence-between">
        {differences.map(({ id, kind, side, text, looked }) => (
          <span key={id} className="sentence-difference">
            <Badge tone={looked === undefined ? 'warning' : undefined}>{looked === undefined ? null : <Check size={13} aria-hidden />}<span className="visually-hidden">{side === 'original' ? t('translations.sentence.onlyOriginal') : t('translations.sentence.onlyTranslation')}</span>{t(`translations.differences.${kind}`)}{kind === 'missing' ? null : <bdi className="sentence-differing">{text}</bdi>}</Badge>
            {looked === undefined ? null : <span className="small quiet">{t('translations.sentence.lookedBy', { by: looked.by, when: dateTime(looked.at) })}{looked.note === undefined ? null : <bdi className="sentence-note">{looked.note}</bdi>}</span>}
          </span>
        ))}
        {link.byHand === true ? <span className="sentence-hand small quiet"><Hand size={13} aria-hidden />{t('translations.sentence.byHand')}</span> : null}
      </span>
      <SentenceSide {...props} side="translation" />
    </>
  );
}
