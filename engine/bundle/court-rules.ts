import type { CourtReason, CourtReasonValues } from '../../shared/courts/court-reasons.ts';
import type { CourtRule } from '../../shared/courts/court-profile.ts';
import { readIndex, type IndexReading } from './index-rows.ts';
import { readStamps, type PageStamps } from './page-stamps.ts';
import { inOtherFile, type BookmarkFact, type PageFacts, type PdfFacts } from './pdf-facts.ts';

/** What a rule came to. */
export interface RuleOutcome {
  readonly result: 'pass' | 'fail' | 'not-checked';
  readonly pages?: readonly number[];
  readonly reason?: CourtReason;
  readonly values?: CourtReasonValues;
}

/** A PDF's facts with what several rules read out of them. */
export interface CheckedPdf {
  readonly facts: PdfFacts;
  readonly index: IndexReading;
  readonly stamps: PageStamps;
  readonly sectionStamps: PageStamps;
}

/** Reads what the rules share; `firstNumber` is what the first page is to be stamped with. */
export function readForCheck(facts: PdfFacts, firstNumber = 1): CheckedPdf {
  return {
    facts,
    index: readIndex(facts),
    stamps: readStamps(facts, facts.pages.map((_, index) => String(index + firstNumber))),
    sectionStamps: readStamps(facts, facts.pages.map(({ label }, index) => label ?? String(index + 1))),
  };
}

const pass: RuleOutcome = { result: 'pass' };
const fail = (reason: CourtReason, { pages = [], values }: { readonly pages?: readonly number[]; readonly values?: CourtReasonValues } = {}): RuleOutcome =>
  ({ result: 'fail', ...(pages.length === 0 ? {} : { pages }), reason, ...(values === undefined ? {} : { values }) });
const verdict = (pages: readonly number[], reason: CourtReason): RuleOutcome => (pages.length === 0 ? pass : fail(reason, { pages }));
const notChecked = (reason: CourtReason, pages: readonly number[] = []): RuleOutcome => ({ result: 'not-checked', ...(pages.length === 0 ? {} : { pages }), reason });
const mm = 72 / 25.4;

/** Decides one rule on what was read of a PDF. */
export function decideRule(rule: CourtRule, checked: CheckedPdf): RuleOutcome {
  const { facts, index } = checked;
  const pagesWhere = (test: (page: PageFacts) => boolean): number[] => facts.pages.flatMap((page, at) => (test(page) ? [at + 1] : []));
  switch (rule.kind) {
    case 'unprotected':
      return facts.protected ? fail('protected') : pass;
    case 'page-numbers':
      return decidePageNumbers(rule, checked);
    case 'index-links':
      return decideIndexLinks(checked);
    case 'links-work':
      return verdict(pagesWhere(({ links }) => links.some(({ target }) => target === 0)), 'link-nowhere');
    case 'bookmarks':
      return decideBookmarks(rule.withPage, checked);
    case 'bookmarks-match-index':
      return decideBookmarkWords(checked);
    case 'searchable':
      return verdict(pagesWhere(({ bodyWords, looks }) => bodyWords === 0 && looks === 'typed'), 'not-searchable');
    case 'upright':
      return decideUpright(facts);
    case 'orientation':
      return verdict(pagesWhere(({ widthPt, heightPt }) => (rule.only === 'portrait' ? widthPt > heightPt * 1.02 : heightPt > widthPt * 1.02)), `not-${rule.only}`);
    case 'opens-at':
      return facts.opensAt === undefined ? fail('no-zoom') : facts.opensAt === rule.zoom ? pass : fail('other-zoom', { pages: [1], values: { percent: Math.round(facts.opensAt * 100) } });
    case 'opens-with-bookmarks':
      return facts.pageMode === 'UseOutlines' ? pass : fail('bookmarks-hidden');
    case 'page-labels':
      return decideLabels(checked);
    case 'title':
      return facts.title.trim() === '' ? fail('no-title') : facts.displaysTitle ? pass : fail('title-hidden');
    case 'language':
      return facts.language.trim() === '' ? fail('no-language') : pass;
    case 'file-size':
      return facts.bytes > rule.atMostMb * 1_000_000 ? fail('too-large', { values: { mb: (facts.bytes / 1_000_000).toFixed(1) } }) : pass;
    case 'pages':
      return facts.pages.length > rule.atMost ? fail('too-long', { values: { pages: facts.pages.length } }) : pass;
    case 'page-size':
      return verdict(pagesWhere(({ widthPt, heightPt }) => !rule.sizesMm.some(([a, b]) => near(widthPt, heightPt, [a, b], rule.toleranceMm) || near(widthPt, heightPt, [b, a], rule.toleranceMm))), 'page-size');
    case 'resolution':
      return decideResolution(rule, facts);
    case 'no-active-content':
      return facts.activeContent.length === 0 ? pass : fail('active-content');
    case 'fonts-embedded':
      return verdict(pagesWhere(({ unembeddedFont }) => unembeddedFont), 'font-missing');
    case 'by-person':
      return notChecked(index.pages > 0 ? 'by-person' : 'by-person-without-index');
  }
}

function near(widthPt: number, heightPt: number, [a, b]: readonly [number, number], tolerance: number): boolean {
  return Math.abs(widthPt / mm - a) <= tolerance && Math.abs(heightPt / mm - b) <= tolerance;
}

function decidePageNumbers(rule: Extract<CourtRule, { kind: 'page-numbers' }>, { facts, stamps, sectionStamps, index }: CheckedPdf): RuleOutcome {
  const { place, pages } = rule.counts === 'section' ? sectionStamps : stamps;
  const numbers = (state: string): number[] => pages.flatMap((page, at) => (page.state === state ? [at + 1] : []));
  const wrong = numbers('wrong');
  if (wrong.length > 0) return fail('other-number', { pages: wrong, values: { page: wrong[0] ?? 0, found: pages[(wrong[0] ?? 1) - 1]?.found ?? '' } });
  const missing = numbers('missing');
  if (missing.length > 0) return fail(missing.length === pages.length ? 'no-numbers' : 'number-missing', { pages: missing });
  const turned = numbers('not-upright');
  if (turned.length > 0) return fail('number-turned', { pages: turned });
  const unseen = numbers('not-visible');
  if (unseen.length > 0) return fail('number-invisible', { pages: unseen });
  const fits = rule.place === 'any' || rule.place === place || (rule.place === 'bottom' && place.startsWith('bottom'));
  if (!fits) return fail('number-elsewhere');
  if (rule.counts !== 'section') return pass;
  const unsectioned = facts.pages.flatMap(({ label }, at) => (at >= index.pages && !/^[A-Z]{1,3}\d+$/u.test(label ?? '') ? [at + 1] : []));
  return verdict(unsectioned, 'not-by-section');
}

function decideIndexLinks({ facts, index }: CheckedPdf): RuleOutcome {
  if (index.pages === 0) return fail('no-index');
  if (index.unlinked.length > 0) return fail('entry-unlinked', { pages: [...new Set(index.unlinked.map(({ page }) => page))], values: { printed: index.unlinked[0]?.printed ?? '' } });
  if (index.entries.length === 0) return fail('index-without-links', { pages: Array.from({ length: index.pages - index.first + 1 }, (_, at) => index.first + at) });
  const dead = index.entries.filter(({ target }) => target === 0);
  if (dead.length > 0) return fail('entry-nowhere', { pages: [...new Set(dead.map(({ page }) => page))] });
  const elsewhere = index.entries.filter(({ target, printed }) => target !== inOtherFile && printed !== undefined && printed !== String(target) && printed !== facts.pages[target - 1]?.label);
  if (elsewhere.length > 0) return fail('entry-elsewhere', { pages: [...new Set(elsewhere.map(({ page }) => page))], values: { printed: elsewhere[0]?.printed ?? '', target: elsewhere[0]?.target ?? 0 } });
  return pass;
}

/** The bookmarks that stand for sections and documents: the highest of those that lead to a page of the index, and all of the first level. */
function mainBookmarks({ facts, index }: CheckedPdf): BookmarkFact[] {
  const targets = new Set(index.entries.map(({ target }) => target));
  const highest = new Map<number, number>();
  for (const { page, depth } of facts.bookmarks) highest.set(page, Math.min(highest.get(page) ?? Infinity, depth));
  return facts.bookmarks.filter(({ page, depth }) => depth === 1 || (targets.has(page) && depth <= (highest.get(page) ?? 0) + 1 && depth <= 2));
}

function decideBookmarks(withPage: boolean, checked: CheckedPdf): RuleOutcome {
  const { facts, index } = checked;
  if (facts.bookmarks.length === 0) return fail('no-bookmarks');
  const main = mainBookmarks(checked);
  const nowhere = main.filter(({ page }) => page === 0);
  if (nowhere.length > 0) return fail('bookmarks-nowhere', { values: { number: nowhere.length } });
  const marked = new Set(facts.bookmarks.map(({ page }) => page));
  const unmarked = [...new Set(index.entries.map(({ target }) => target))].filter((page) => page > 0 && !marked.has(page));
  if (unmarked.length > 0) return fail('document-unmarked', { pages: unmarked });
  if (!withPage) return pass;
  const silent = main.filter(({ title, page }) => !title.split(/[^\p{L}\p{N}]+/u).some((word) => word === String(page) || word === facts.pages[page - 1]?.label));
  return silent.length === 0 ? pass : fail('bookmark-without-page', { pages: [...new Set(silent.map(({ page }) => page))].sort((a, b) => a - b) });
}

function decideBookmarkWords(checked: CheckedPdf): RuleOutcome {
  const { index } = checked;
  if (index.entries.length === 0) return notChecked('nothing-to-compare');
  const differing: number[] = [];
  for (const { target } of index.entries) {
    if (target === inOtherFile) continue;
    const marks = mainBookmarks(checked).filter(({ page }) => page === target);
    const shown = new Set(index.entries.filter((entry) => entry.target === target).flatMap(({ words }) => words.flatMap(fold)));
    const same = marks.some(({ title }) => fold(title).every((word) => shown.has(word) || word === 'p' || word === 'page' || word === String(target)));
    if (!same) differing.push(target);
  }
  return verdict([...new Set(differing)].sort((a, b) => a - b), 'bookmark-words');
}

function fold(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

function decideUpright(facts: PdfFacts): RuleOutcome {
  const sideways = facts.pages.flatMap(({ letters, uprightLetters }, at) => (letters >= 10 && uprightLetters / letters < 0.5 ? [at + 1] : []));
  if (sideways.length > 0) return fail('sideways', { pages: sideways });
  const unread = facts.pages.flatMap(({ letters, looks }, at) => (letters < 10 && looks === 'typed' ? [at + 1] : []));
  return unread.length === 0 ? pass : notChecked('direction-unknown', unread);
}

function decideLabels({ facts, sectionStamps }: CheckedPdf): RuleOutcome {
  const differing = sectionStamps.pages.flatMap(({ state }, at) => (state === 'right' ? [] : [at + 1]));
  if (differing.length === 0) return pass;
  return fail(facts.hasLabels ? 'label-differs' : 'no-labels', { pages: differing });
}

function decideResolution({ atMostDpi, atLeastDpi }: Extract<CourtRule, { kind: 'resolution' }>, facts: PdfFacts): RuleOutcome {
  const tolerance = 1.03;
  const above = facts.pages.flatMap(({ mostDpi }, at) => (atMostDpi !== undefined && (mostDpi ?? 0) > atMostDpi * tolerance ? [at + 1] : []));
  if (above.length > 0) return fail('too-sharp', { pages: above, values: { dpi: atMostDpi ?? 0 } });
  const below = facts.pages.flatMap(({ leastDpi }, at) => (atLeastDpi !== undefined && (leastDpi ?? Infinity) < atLeastDpi / tolerance ? [at + 1] : []));
  return below.length === 0 ? pass : fail('too-coarse', { pages: below, values: { dpi: atLeastDpi ?? 0 } });
}
