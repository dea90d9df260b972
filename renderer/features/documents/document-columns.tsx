import { useLayoutEffect, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/grid-row.tsx';
import { boxTrack, fittingTracks, rootFontSize } from '../../components/grid-tracks.ts';
import { Badge } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';

/** Columns that can be shown beside the title, in the order in which they stand. */
export const optionalColumns = ['kind', 'pages', 'language', 'text', 'confidence', 'confidentiality', 'taken', 'size', 'collectedBy', 'itemNumber', 'name'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];
/** What is shown as far as there is room until somebody chooses columns, the most needed first. */
const usualColumns: readonly OptionalColumn[] = ['text', 'language', 'pages', 'confidentiality', 'kind', 'taken'];

const titleTrack = 'minmax(15rem, 3fr)';
const tracks: Readonly<Record<OptionalColumn, string>> = {
  kind: '4.5rem', pages: '3.75rem', language: 'minmax(5.5rem, 0.5fr)', text: '6.75rem', confidence: '5rem', confidentiality: '5.25rem', taken: '7rem', size: '5.5rem', collectedBy: '9rem', itemNumber: '7rem',
  name: 'minmax(10rem, 1fr)',
};

export const groupings = ['none', 'kind', 'language', 'text', 'confidentiality', 'collectedBy', 'taken'] as const;
export type Grouping = (typeof groupings)[number];

const readingTones: Readonly<Record<DocumentRow['reading'], Tone | undefined>> = { unread: 'warning', read: 'success', ocr: 'success', native: undefined };

const mostRemembered = 2000;

/** The same answers again without making them anew: rows pass by sixty times a second. */
function remembered<Key extends string, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const answer = known.get(key) ?? make(key);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, answer);
    return answer;
  };
}

/** The heading under which a document stands, by what the list is grouped by. */
export function useGroupOf(grouping: Grouping): ((row: DocumentRow) => string) | undefined {
  const { t } = useTranslation();
  const { language, date } = useFormats();
  return useMemo(() => {
    switch (grouping) {
      case 'none': return undefined;
      case 'kind': return ({ kind }) => t(`documents.kinds.${kind}`);
      case 'language': return (row) => (row.language === undefined ? t('common.unknown') : language(row.language));
      case 'text': return ({ reading }) => t(`documents.reading.${reading}`);
      case 'confidentiality': return ({ confidentiality }) => t(`documents.confidentiality.${confidentiality}`);
      case 'collectedBy': return ({ source }) => source.collectedBy ?? t('common.unknown');
      case 'taken': return ({ takenInAt }) => date(takenInAt);
    }
  }, [grouping, t, language, date]);
}

/** The track of the numbers of exhibits, as wide as the longest asks for, in steps: registration numbers take more than `P-1`. */
export function useExhibitTrack(rows: readonly DocumentRow[]): string {
  return useMemo(() => {
    const longest = rows.reduce((most, { exhibit = '' }) => Math.max(most, exhibit.length), 0);
    return longest <= 7 ? '4.25rem' : longest <= 12 ? '7rem' : 'minmax(10rem, 1fr)';
  }, [rows]);
}

/** The columns that are chosen, or of the usual ones those for which `list` has room. */
export function useShownColumns(chosen: readonly OptionalColumn[] | null, exhibitTrack: string, list: RefObject<HTMLElement | null>): readonly OptionalColumn[] {
  const [fitting, setFitting] = useState(usualColumns.length);
  useLayoutEffect(() => {
    const node = list.current;
    if (node === null) return undefined;
    const measure = (): void => { setFitting(fittingTracks([boxTrack, exhibitTrack, titleTrack], usualColumns.map((id) => tracks[id]), node.clientWidth / rootFontSize())); };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => { observer.disconnect(); };
  }, [list, exhibitTrack]);
  return useMemo(() => {
    const fit = usualColumns.slice(0, fitting);
    return chosen ?? optionalColumns.filter((id) => fit.includes(id));
  }, [chosen, fitting]);
}

/** The columns of the list: exhibit number, title and those that are wanted. */
export function useColumns(exhibitTrack: string, shown: readonly OptionalColumn[], onOpen: (row: DocumentRow) => void): readonly Column<DocumentRow>[] {
  const { t } = useTranslation();
  const { language, dateTime, date, number, bytes } = useFormats();
  return useMemo<readonly Column<DocumentRow>[]>(() => {
    const kindOf = remembered((kind: DocumentRow['kind']) => t(`documents.kinds.${kind}`));
    const readingOf = remembered((reading: DocumentRow['reading']) => <Badge tone={readingTones[reading]}>{t(`documents.reading.${reading}`)}</Badge>);
    const confidentialityOf = remembered((level: DocumentRow['confidentiality']) => <Badge tone={level === 'sealed' ? 'danger' : undefined}>{t(`documents.confidentiality.${level}`)}</Badge>);
    const languageOf = remembered((tag: string) => <span title={language(tag)}>{language(tag)}</span>);
    const takenOf = remembered((time: string) => <time title={dateTime(time)}>{date(time)}</time>);
    const optional: Readonly<Record<OptionalColumn, Omit<Column<DocumentRow>, 'id' | 'title' | 'width'>>> = {
      kind: { sortValue: ({ kind }) => kind, render: ({ kind }) => kindOf(kind) },
      pages: { alignEnd: true, sortValue: ({ pages }) => pages, render: ({ pages }) => (pages === 0 ? '–' : number(pages)) },
      language: { sortValue: (row) => row.language ?? '', render: (row) => (row.language === undefined ? '' : languageOf(row.language)) },
      text: { sortValue: ({ reading }) => reading, render: ({ reading }) => readingOf(reading) },
      confidence: { alignEnd: true, sortValue: ({ confidence }) => confidence ?? 2, render: ({ confidence }) => (confidence === undefined ? '' : `${number(Math.round(confidence * 100))} %`) },
      confidentiality: { sortValue: ({ confidentiality }) => confidentiality, render: ({ confidentiality }) => confidentialityOf(confidentiality) },
      taken: { sortValue: ({ takenInAt }) => takenInAt, render: ({ takenInAt }) => takenOf(takenInAt) },
      size: { alignEnd: true, sortValue: (row) => row.bytes, render: (row) => bytes(row.bytes) },
      collectedBy: { sortValue: ({ source }) => source.collectedBy ?? '', render: ({ source }) => <bdi title={source.collectedBy}>{source.collectedBy}</bdi> },
      itemNumber: { sortValue: ({ source }) => source.itemNumber ?? '', render: ({ source }) => <bdi>{source.itemNumber}</bdi> },
      name: { sortValue: ({ name }) => name, render: ({ name }) => <bdi className="quiet" title={name}>{name}</bdi> },
    };
    return [
      { id: 'exhibit', title: t('documents.columns.exhibit'), width: exhibitTrack, sortValue: ({ exhibit }) => exhibit ?? '', render: ({ exhibit }) => (exhibit === undefined ? '' : <strong title={exhibit}>{exhibit}</strong>) },
      {
        id: 'title', title: t('documents.columns.title'), width: titleTrack, isRowHeader: true, sortValue: ({ title }) => title,
        render: (row) => <button type="button" tabIndex={-1} dir="auto" title={row.title} className="grid-link" onClick={() => { onOpen(row); }}>{row.title}</button>,
      },
      ...optionalColumns.filter((id) => shown.includes(id)).map((id) => ({ id, title: t(`documents.columns.${id}`), width: tracks[id], ...optional[id] })),
    ];
  }, [t, language, dateTime, date, number, bytes, onOpen, shown, exhibitTrack]);
}
