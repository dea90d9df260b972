import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FileSearch, FileText, FolderInput } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { EmptyState } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { useColumns, useGroupOf } from './document-columns.tsx';
import type { Grouping, OptionalColumn } from './document-columns.tsx';

export interface DocumentTableProps {
  readonly rows: readonly DocumentRow[];
  /** Of the case; undefined until it is known. */
  readonly total: number | undefined;
  readonly query: string;
  readonly exhibitTrack: string;
  readonly columns: readonly OptionalColumn[];
  readonly grouping: Grouping;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onAddFiles: () => void;
  readonly readOnly: boolean;
}

function expect({ id }: DocumentRow): void {
  void call('expectDocument', { document: id });
}

/** The documents that the filters leave. */
export function DocumentTable({ rows, total, query, exhibitTrack, columns: shown, grouping, selected, onSelect, onAddFiles, readOnly }: DocumentTableProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const open = useMemo(() => (row: DocumentRow) => { go({ screen: 'document', document: row.id, ...(query.trim() === '' ? {} : { query }) }); }, [go, query]);
  const columns = useColumns(exhibitTrack, shown, open);
  const groupOf = useGroupOf(grouping);
  const empty = total === undefined ? null : total === 0
    ? (
      <EmptyState icon={FolderInput} title={t('documents.empty.title')} actions={readOnly ? null : <Button kind="primary" icon={FileText} onPress={onAddFiles}>{t('documents.addFiles')}</Button>}>
        {t('documents.empty.what')}
      </EmptyState>
    )
    : <EmptyState icon={FileSearch} title={t('documents.noMatch.title')}>{query.trim() === '' ? t('documents.noMatch.filtered') : t('documents.noMatch.what')}</EmptyState>;
  return (
    <DataGrid
      label={t('documents.title')} selectLabel={t('documents.columns.select')} rows={rows} columns={columns} rowId={({ id }) => id} selected={selected} onSelect={onSelect}
      onOpen={open} onRest={expect} empty={empty} typeAhead={({ title }) => title} groupOf={groupOf}
    />
  );
}
