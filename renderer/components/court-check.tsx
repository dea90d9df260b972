import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { CourtRuleResult } from '../../shared/courts/court-profile.ts';
import { useFormats } from '../i18n/format.ts';
import { Notice } from './notice.tsx';
import './verification-report.css';

export interface CourtCheck {
  readonly court: string;
  readonly holds: boolean;
  readonly rules: readonly Rule[];
}

type Rule = Pick<CourtRuleResult, 'rule' | 'result' | 'pages' | 'reason' | 'values' | 'figures'> & { readonly asks?: string; readonly source?: string };

const courtAsks = [
  'opens-without-password', 'stamp-equals-page', 'stamp-bottom-right', 'index-linked', 'links-work', 'bookmarks', 'bookmarks-match-index', 'searchable', 'upright', 'opens-at-100', 'opens-with-bookmarks', 'page-labels', 'title-set', 'language-set',
  'no-active-content', 'fonts-embedded', 'resolution-least', 'resolution-most', 'resolution-between', 'size', 'file-name', 'no-duplicates', 'late-pages', 'translation-filed', 'unused-material', 'section-page-numbers', 'filing-stamp', 'ern', 'portrait',
  'stamped', 'identifiers', 'chronological', 'annex',
] as const;
const order = { fail: 0, 'not-checked': 1, pass: 2 } as const;
const shownPages = 12;

/** What a rule asks: in English in the words of its profile, in other languages in ours. */
function useAsks(): (rule: Rule) => string {
  const { t, i18n } = useTranslation();
  return ({ rule, asks, figures = {} }) => {
    if (asks !== undefined && i18n.language === 'en') return asks;
    const { atLeastDpi, atMostDpi } = figures;
    const bounds = atLeastDpi === undefined ? 'most' : atMostDpi === undefined ? 'least' : 'between';
    const known = courtAsks.find((name) => name === (rule === 'resolution' ? `resolution-${bounds}` : rule));
    return known === undefined ? (asks ?? rule) : t(`court.asks.${known}`, { ...figures });
  };
}

/** How a PDF stands against the rules of a court: what fails first, with its pages. `saved` says what was made. */
export function CourtCheckReport({ check, onPage, saved }: { readonly check: CourtCheck; readonly onPage?: (page: number) => void; readonly saved?: string | undefined }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const asksOf = useAsks();
  const rules = [...check.rules].sort((a, b) => order[a.result] - order[b.result]);
  const failed = rules.filter(({ result }) => result === 'fail').length;
  return (
    <section className="stack-tight" aria-label={t('court.title')}>
      <Notice tone={check.holds ? 'success' : 'danger'} title={check.holds ? t('court.holds') : t('court.fails', { count: failed })} live>
        {check.holds && saved === undefined ? undefined : <p>{[saved, check.holds ? undefined : t('court.failsMeans')].filter((part) => part !== undefined).join(' ')}</p>}
      </Notice>
      <ul className="report-checks">
        {rules.map((own) => ({ ...own, asked: asksOf(own) })).map(({ rule, asked, source, result, pages = [], reason, values }) => (
          <li key={rule} data-holds={result !== 'fail'} data-result={result}>
            {result === 'pass' ? <CircleCheck size={17} aria-label={t('court.pass')} /> : result === 'fail' ? <CircleX size={17} aria-label={t('court.fail')} /> : <CircleHelp size={17} aria-label={t('court.notChecked')} />}
            <span className="grow">
              <span>{asked}</span>
              {source === undefined ? null : <span className="quiet small" lang="en"> <bdi>{source}</bdi></span>}
              {reason === undefined ? null : <span className="report-message small">{t(`court.reasons.${reason}`, { ...values })}</span>}
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
