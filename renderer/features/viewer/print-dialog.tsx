import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Printer } from 'lucide-react';
import { pageImageAddress } from '../../../shared/ipc/bridge.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressLine } from '../../components/progress.tsx';
import { call } from '../../engine-client.ts';
import { pagesOfRange } from './page-range.ts';
import './print-dialog.css';

export interface PrintDialogProps {
  readonly document: DocumentId;
  /** What is printed is what this edition shows. */
  readonly edition: string | undefined;
  readonly page: number;
  readonly count: number;
  readonly onClose: () => void;
}

const printDpi = 200;
const mostPages = 300;
const ranges = ['all', 'this', 'some'] as const;

/** Prints pages as the viewer shows them, by the system's own dialog, and writes so on the log. */
export function PrintDialog({ document: id, edition, page, count, onClose }: PrintDialogProps) {
  const { t } = useTranslation();
  const [range, setRange] = useState<(typeof ranges)[number]>('all');
  const [named, setNamed] = useState('');
  const [sheets, setSheets] = useState<readonly number[]>([]);
  const [loaded, setLoaded] = useState(0);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [failed, setFailed] = useState<number | null>(null);
  const printed = useRef(false);
  const chosen = range === 'this' ? [page] : pagesOfRange(range === 'all' ? `1-${String(count)}` : named, count);
  const tooMany = (chosen?.length ?? 0) > mostPages;
  const wrong = range === 'some' && named.trim() !== '' && chosen === undefined;
  const ready = sheets.length > 0 && loaded === sheets.length;

  const prepare = async (): Promise<void> => {
    if (chosen === undefined || tooMany) return;
    const noted = await call('notePrinting', { document: id, pages: chosen.length, ...(edition === undefined ? {} : { edition: edition as EditionName }) });
    setFailure(noted.ok ? null : noted.failure);
    if (!noted.ok) return;
    printed.current = false;
    setFailed(null);
    setLoaded(0);
    setSheets(chosen);
  };
  useEffect(() => {
    if (!ready || printed.current) return;
    printed.current = true;
    window.print();
  }, [ready]);

  return (
    <Dialog
      isOpen title={t('viewer.print.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={(
        <>
          <Button onPress={onClose}>{ready ? t('common.close') : t('common.cancel')}</Button>
          {ready
            ? <Button kind="primary" icon={Printer} onPress={() => { window.print(); }}>{t('viewer.print.again')}</Button>
            : <Button kind="primary" icon={Printer} isDisabled={chosen === undefined || tooMany || sheets.length > 0} onPress={() => { void prepare(); }}>{t('viewer.print.print')}</Button>}
        </>
      )}
    >
      {sheets.length > 0 ? null : (
        <>
          <Segments label={t('viewer.print.pages')} value={range} onChange={setRange} choices={ranges.map((choice) => ({ id: choice, label: t(`viewer.print.${choice}`) }))} />
          {range === 'some' ? <TextField label={t('viewer.print.range')} hint={t('viewer.print.rangeHint', { count })} autoFocus value={named} onChange={setNamed} error={wrong ? t('viewer.print.wrong', { count }) : undefined} /> : null}
          {tooMany ? <Notice tone="warning" title={t('viewer.print.tooMany', { count: mostPages })} /> : null}
          <Notice tone="warning" title={t('viewer.print.leaves')}>{t('viewer.print.logged')}</Notice>
        </>
      )}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {failed === null ? null : <Notice tone="danger" title={t('viewer.print.failed', { page: failed })} live />}
      {sheets.length > 0 && !ready ? <ProgressLine label={t('viewer.print.preparing')} fraction={loaded / sheets.length} detail={t('viewer.print.prepared', { done: loaded, count: sheets.length })} /> : null}
      {ready ? <Notice tone="success" title={t('viewer.print.ready', { count: sheets.length })} live>{t('viewer.print.againHint')}</Notice> : null}
      {createPortal(
        <div className="print-sheets" aria-hidden>
          {sheets.slice(0, loaded + 1).map((sheet, index) => (
            <img
              key={sheet} alt="" src={pageImageAddress(id, sheet, { dpi: printDpi, ...(edition === undefined ? {} : { edition }) })}
              onLoad={() => { setLoaded((known) => Math.max(known, index + 1)); }}
              onError={() => {
                setSheets([]);
                setFailed(sheet);
              }}
            />
          ))}
        </div>,
        document.body,
      )}
    </Dialog>
  );
}
