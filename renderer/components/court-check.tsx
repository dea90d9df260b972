import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useFormats } from '../i18n/format.ts';
import { Notice } from './notice.tsx';
import './verification-report.css';

export interface CourtCheck {
  readonly court: string;
  readonly holds: boolean;
  readonly rules: readonly { readonly rule: string; readonly asks?: string; readonly source?: string; readonly result: 'pass' | 'fail' | 'not-checked'; readonly pages?: readonly number[]; readonly message?: string }[];
}

const order = { fail: 0, 'not-checked': 1, pass: 2 } as const;
const shownPages = 12;

/** How a PDF stands against the rules of a court: what fails first, with its pages. */
export function CourtCheckReport({ check, onPage }: { readonly check: CourtCheck; readonly onPage?: (page: number) => void }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const rules = [...check.rules].sort((a, b) => order[a.result] - order[b.result]);
  const failed = rules.filter(({ result }) => result === 'fail').length;
  return (
    <section className="stack-tight" aria-label={t('court.title')}>
      <Notice tone={check.holds ? 'success' : 'danger'} title={check.holds ? t('court.holds') : t('court.fails', { count: failed })} live />
      <ul className="report-checks">
        {rules.map(({ rule, asks, source, result, pages = [], message }) => (
          <li key={rule} data-holds={result !== 'fail'} data-result={result}>
            {result === 'pass' ? <CircleCheck size={17} aria-label={t('court.pass')} /> : result === 'fail' ? <CircleX size={17} aria-label={t('court.fail')} /> : <CircleHelp size={17} aria-label={t('court.notChecked')} />}
            <span className="grow">
              <span>{asks ?? rule}</span>
              {source === undefined ? null : <span className="quiet small"> {source}</span>}
              {message === undefined ? null : <span className="report-message small">{message}</span>}
              {pages.length === 0 ? null : onPage === undefined
                ? <span className="quiet small number"> {t('court.pages', { pages: `${pages.slice(0, shownPages).map(number).join(', ')}${pages.length > shownPages ? '…' : ''}` })}</span>
                : <span className="report-pages">{pages.slice(0, shownPages).map((page) => <button key={page} type="button" className="report-page number" aria-label={t('court.goTo', { page })} onClick={() => { onPage(page); }}>{number(page)}</button>)}{pages.length > shownPages ? '…' : ''}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
