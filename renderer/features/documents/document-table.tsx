import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FileSearch, FileText, FolderInput } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import type { Column } from '../../components/data-grid.tsx';
import { Badge, EmptyState } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';

const readingTones: Readonly<Record<DocumentRow['reading'], Tone | undefined>> = { unread: 'warning', read: 'success', ocr: 'success', native: undefined };

function useColumns(onOpen: (row: DocumentRow) => void): readonly Column<DocumentRow>[] {
  const { t } = useTranslation();
  const { language, dateTime, number } = useFormats();
  return useMemo<readonly Column<DocumentRow>[]>(() => [
    { id: 'exhibit', title: t('documents.columns.exhibit'), width: '4.25rem', sortValue: ({ exhibit }) => exhibit ?? '', render: ({ exhibit }) => (exhibit === undefined ? '' : <strong>{exhibit}</strong>) },
    {
      id: 'title', title: t('documents.columns.title'), width: 'minmax(15rem, 3fr)', isRowHeader: true, sortValue: ({ title }) => title,
      render: (row) => (
        <button type="button" tabIndex={-1} dir="auto" className="grid-link" onClick={() => { onOpen(row); }}>{row.title}</button>
      ),
    },
    { id: 'kind', title: t('documents.columns.kind'), width: '4.25rem', sortValue: ({ kind }) => kind, render: ({ kind }) => t(`documents.kinds.${kind}`) },
    { id: 'pages', title: t('documents.columns.pages'), width: '3.5rem', alignEnd: true, sortValue: ({ pages }) => pages, render: ({ pages }) => (pages === 0 ? '–' : number(pages)) },
    { id: 'language', title: t('documents.columns.language'), width: '5.5rem', sortValue: (row) => row.language ?? '', render: (row) => (row.language === undefined ? '' : language(row.language)) },
    { id: 'text', title: t('documents.columns.text'), width: '6.75rem', sortValue: ({ reading }) => reading, render: ({ reading }) => <Badge tone={readingTones[reading]}>{t(`documents.reading.${reading}`)}</Badge> },
    {
      id: 'confidentiality', title: t('documents.columns.confidentiality'), width: '5rem', sortValue: ({ confidentiality }) => confidentiality,
      render: ({ confidentiality }) => <Badge tone={confidentiality === 'sealed' ? 'danger' : undefined}>{t(`documents.confidentiality.${confidentiality}`)}</Badge>,
    },
    { id: 'taken', title: t('documents.columns.takenIn'), width: '11rem', sortValue: ({ takenInAt }) => takenInAt, render: ({ takenInAt }) => dateTime(takenInAt) },
  ], [t, language, dateTime, number, onOpen]);
}

export interface DocumentTableProps {
  readonly rows: readonly DocumentRow[];
  /** Of the case; undefined until it is known. */
  readonly total: number | undefined;
  readonly query: string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onAddFiles: () => void;
  readonly readOnly: boolean;
}

/** The documents that the filters leave. */
export function DocumentTable({ rows, total, query, selected, onSelect, onAddFiles, readOnly }: DocumentTableProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const open = useMemo(() => (row: DocumentRow) => { go({ screen: 'document', document: row.id, ...(query.trim() === '' ? {} : { query }) }); }, [go, query]);
  const columns = useColumns(open);
  const empty = total === undefined ? null : total === 0
    ? (
      <EmptyState icon={FolderInput} title={t('documents.empty.title')} actions={readOnly ? null : <Button kind="primary" icon={FileText} onPress={onAddFiles}>{t('documents.addFiles')}</Button>}>
        {t('documents.empty.what')}
      </EmptyState>
    )
    : <EmptyState icon={FileSearch} title={t('documents.noMatch.title')}>{t('documents.noMatch.what')}</EmptyState>;
  return (
    <DataGrid
      label={t('documents.title')} selectLabel={t('documents.columns.select')} rows={rows} columns={columns} rowId={({ id }) => id} selected={selected} onSelect={onSelect}
      onOpen={open} empty={empty} typeAhead={({ title }) => title}
    />
  );
}
