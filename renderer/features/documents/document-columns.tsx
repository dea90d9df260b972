import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/grid-row.tsx';
import { Badge } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';

/** Columns that can be shown beside the title, in the order in which they stand. */
export const optionalColumns = ['kind', 'pages', 'language', 'text', 'confidence', 'confidentiality', 'taken', 'size', 'collectedBy', 'itemNumber', 'name'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];
export const usualColumns: readonly OptionalColumn[] = ['kind', 'pages', 'language', 'text', 'confidentiality', 'taken'];

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

/** How wide the numbers of exhibits are, by the longest, in steps: registration numbers take more than `P-1`. */
function exhibitWidth(rows: readonly DocumentRow[]): string {
  const longest = rows.reduce((most, { exhibit = '' }) => Math.max(most, exhibit.length), 0);
  return longest <= 7 ? '4.25rem' : longest <= 12 ? '7rem' : 'minmax(10rem, 1fr)';
}

/** The columns of the list: exhibit number, title and those that are wanted. */
export function useColumns(rows: readonly DocumentRow[], shown: readonly OptionalColumn[], onOpen: (row: DocumentRow) => void): readonly Column<DocumentRow>[] {
  const { t } = useTranslation();
  const { language, dateTime, date, number, bytes } = useFormats();
  const ofExhibits = useMemo(() => exhibitWidth(rows), [rows]);
  return useMemo<readonly Column<DocumentRow>[]>(() => {
    const kindOf = remembered((kind: DocumentRow['kind']) => t(`documents.kinds.${kind}`));
    const readingOf = remembered((reading: DocumentRow['reading']) => <Badge tone={readingTones[reading]}>{t(`documents.reading.${reading}`)}</Badge>);
    const confidentialityOf = remembered((level: DocumentRow['confidentiality']) => <Badge tone={level === 'sealed' ? 'danger' : undefined}>{t(`documents.confidentiality.${level}`)}</Badge>);
    const languageOf = remembered((tag: string) => <span title={language(tag)}>{language(tag)}</span>);
    const takenOf = remembered((time: string) => <time title={dateTime(time)}>{date(time)}</time>);
    const optional: Readonly<Record<OptionalColumn, Omit<Column<DocumentRow>, 'id' | 'title'>>> = {
      kind: { width: '4.5rem', sortValue: ({ kind }) => kind, render: ({ kind }) => kindOf(kind) },
      pages: { width: '3.75rem', alignEnd: true, sortValue: ({ pages }) => pages, render: ({ pages }) => (pages === 0 ? '–' : number(pages)) },
      language: { width: 'minmax(5.5rem, 0.5fr)', sortValue: (row) => row.language ?? '', render: (row) => (row.language === undefined ? '' : languageOf(row.language)) },
      text: { width: '6.75rem', sortValue: ({ reading }) => reading, render: ({ reading }) => readingOf(reading) },
      confidence: { width: '5rem', alignEnd: true, sortValue: ({ confidence }) => confidence ?? 2, render: ({ confidence }) => (confidence === undefined ? '' : `${number(Math.round(confidence * 100))} %`) },
      confidentiality: { width: '5.25rem', sortValue: ({ confidentiality }) => confidentiality, render: ({ confidentiality }) => confidentialityOf(confidentiality) },
      taken: { width: '7rem', sortValue: ({ takenInAt }) => takenInAt, render: ({ takenInAt }) => takenOf(takenInAt) },
      size: { width: '5.5rem', alignEnd: true, sortValue: (row) => row.bytes, render: (row) => bytes(row.bytes) },
      collectedBy: { width: '9rem', sortValue: ({ source }) => source.collectedBy ?? '', render: ({ source }) => <bdi title={source.collectedBy}>{source.collectedBy}</bdi> },
      itemNumber: { width: '7rem', sortValue: ({ source }) => source.itemNumber ?? '', render: ({ source }) => <bdi>{source.itemNumber}</bdi> },
      name: { width: 'minmax(10rem, 1fr)', sortValue: ({ name }) => name, render: ({ name }) => <bdi className="quiet" title={name}>{name}</bdi> },
    };
    return [
      { id: 'exhibit', title: t('documents.columns.exhibit'), width: ofExhibits, sortValue: ({ exhibit }) => exhibit ?? '', render: ({ exhibit }) => (exhibit === undefined ? '' : <strong title={exhibit}>{exhibit}</strong>) },
      {
        id: 'title', title: t('documents.columns.title'), width: 'minmax(15rem, 3fr)', isRowHeader: true, sortValue: ({ title }) => title,
        render: (row) => <button type="button" tabIndex={-1} dir="auto" title={row.title} className="grid-link" onClick={() => { onOpen(row); }}>{row.title}</button>,
      },
      ...optionalColumns.filter((id) => shown.includes(id)).map((id) => ({ id, title: t(`documents.columns.${id}`), ...optional[id] })),
    ];
  }, [t, language, dateTime, date, number, bytes, onOpen, shown, ofExhibits]);
}
