import type { CourtRule } from '../../shared/courts/court-profile.ts';
import { readIndex, type IndexReading } from './index-rows.ts';
import { readStamps, type PageStamps } from './page-stamps.ts';
import type { BookmarkFact, PageFacts, PdfFacts } from './pdf-facts.ts';

/** What a rule came to. */
export interface RuleOutcome {
  readonly result: 'pass' | 'fail' | 'not-checked';
  readonly pages?: readonly number[];
  readonly message?: string;
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
const fail = (message: string, pages: readonly number[] = []): RuleOutcome => ({ result: 'fail', ...(pages.length === 0 ? {} : { pages }), message });
const verdict = (pages: readonly number[], message: string): RuleOutcome => (pages.length === 0 ? pass : fail(message, pages));
const notChecked = (message: string): RuleOutcome => ({ result: 'not-checked', message });
const mm = 72 / 25.4;

/** Decides one rule on what was read of a PDF. */
export function decideRule(rule: CourtRule, checked: CheckedPdf): RuleOutcome {
  const { facts, index } = checked;
  const pagesWhere = (test: (page: PageFacts) => boolean): number[] => facts.pages.flatMap((page, at) => (test(page) ? [at + 1] : []));
  switch (rule.kind) {
    case 'unprotected':
      return facts.protected ? fail('The file is encrypted or restricts what may be done with it.') : pass;
    case 'page-numbers':
      return decidePageNumbers(rule, checked);
    case 'index-links':
      return decideIndexLinks(checked);
    case 'links-work':
      return verdict(pagesWhere(({ links }) => links.some(({ target }) => target === 0)), 'A link on these pages leads nowhere.');
    case 'bookmarks':
      return decideBookmarks(rule.withPage, checked);
    case 'bookmarks-match-index':
      return decideBookmarkWords(checked);
    case 'searchable':
      return verdict(pagesWhere(({ bodyWords, looks }) => bodyWords === 0 && looks === 'typed'), 'These pages show text or lines that cannot be searched.');
    case 'upright':
      return decideUpright(facts);
    case 'orientation':
      return verdict(pagesWhere(({ widthPt, heightPt }) => (rule.only === 'portrait' ? widthPt > heightPt * 1.02 : heightPt > widthPt * 1.02)), `These pages are not ${rule.only}.`);
    case 'opens-at':
      return facts.opensAt === undefined ? fail('The file does not say at which zoom it opens.') : facts.opensAt === rule.zoom ? pass : fail(`The file opens at ${Math.round(facts.opensAt * 100)} %.`, [1]);
    case 'opens-with-bookmarks':
      return facts.pageMode === 'UseOutlines' ? pass : fail('The bookmarks are not shown when the file is opened.');
    case 'page-labels':
      return decideLabels(checked);
    case 'title':
      return facts.title.trim() === '' ? fail('The file has no title.') : facts.displaysTitle ? pass : fail('The title is set but the file name is shown instead.');
    case 'language':
      return facts.language.trim() === '' ? fail('The file does not state its language.') : pass;
    case 'file-size':
      return facts.bytes > rule.atMostMb * 1_000_000 ? fail(`The file has ${(facts.bytes / 1_000_000).toFixed(1)} MB.`) : pass;
    case 'pages':
      return facts.pages.length > rule.atMost ? fail(`The file has ${facts.pages.length} pages.`) : pass;
    case 'page-size':
      return verdict(pagesWhere(({ widthPt, heightPt }) => !rule.sizesMm.some(([a, b]) => near(widthPt, heightPt, [a, b], rule.toleranceMm) || near(widthPt, heightPt, [b, a], rule.toleranceMm))), 'These pages have another size.');
    case 'resolution':
      return decideResolution(rule, facts);
    case 'no-active-content':
      return facts.activeContent.length === 0 ? pass : fail('The file carries scripts, attached files or actions that lead out of it.');
    case 'fonts-embedded':
      return verdict(pagesWhere(({ unembeddedFont }) => unembeddedFont), 'These pages use a font that is not in the file.');
    case 'by-person':
      return notChecked(index.pages > 0 ? 'A person has to look at this.' : 'A person has to look at this; no index was found to help.');
  }
}

function near(widthPt: number, heightPt: number, [a, b]: readonly [number, number], tolerance: number): boolean {
  return Math.abs(widthPt / mm - a) <= tolerance && Math.abs(heightPt / mm - b) <= tolerance;
}

function decidePageNumbers(rule: Extract<CourtRule, { kind: 'page-numbers' }>, { facts, stamps, sectionStamps, index }: CheckedPdf): RuleOutcome {
  const { place, pages } = rule.counts === 'section' ? sectionStamps : stamps;
  const numbers = (state: string): number[] => pages.flatMap((page, at) => (page.state === state ? [at + 1] : []));
  const wrong = numbers('wrong');
  if (wrong.length > 0) return fail(`Page ${wrong[0] ?? 0} is stamped ${pages[(wrong[0] ?? 1) - 1]?.found ?? ''}.`, wrong);
  const missing = numbers('missing');
  if (missing.length > 0) return fail(missing.length === pages.length ? 'No page numbers were found in the margins.' : `These pages have no number at the ${place.replace('-', ' ')}, where the others have it.`, missing);
  const turned = numbers('not-upright');
  if (turned.length > 0) return fail('The number does not read upright on these pages.', turned);
  const unseen = numbers('not-visible');
  if (unseen.length > 0) return fail('The number is in the text of these pages but cannot be seen.', unseen);
  const fits = rule.place === 'any' || rule.place === place || (rule.place === 'bottom' && place.startsWith('bottom'));
  if (!fits) return fail(`The numbers stand at the ${place.replace('-', ' ')}.`);
  if (rule.counts !== 'section') return pass;
  const unsectioned = facts.pages.flatMap(({ label }, at) => (at >= index.pages && !/^[A-Z]{1,3}\d+$/u.test(label ?? '') ? [at + 1] : []));
  return verdict(unsectioned, 'These pages are not numbered by section.');
}

function decideIndexLinks({ facts, index }: CheckedPdf): RuleOutcome {
  if (index.pages === 0) return fail('No index with links was found at the front.');
  if (index.unlinked.length > 0) return fail(`The entry for page ${index.unlinked[0]?.printed ?? ''} is not linked.`, [...new Set(index.unlinked.map(({ page }) => page))]);
  if (index.entries.length === 0) return fail('The index has no links.', Array.from({ length: index.pages }, (_, at) => at + 1));
  const dead = index.entries.filter(({ target }) => target === 0);
  if (dead.length > 0) return fail('An entry of the index leads nowhere.', [...new Set(dead.map(({ page }) => page))]);
  const elsewhere = index.entries.filter(({ target, printed }) => printed !== undefined && printed !== String(target) && printed !== facts.pages[target - 1]?.label);
  if (elsewhere.length > 0) return fail(`The entry for page ${elsewhere[0]?.printed ?? ''} leads to page ${elsewhere[0]?.target ?? 0}.`, [...new Set(elsewhere.map(({ page }) => page))]);
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
  if (facts.bookmarks.length === 0) return fail('The file has no bookmarks.');
  const main = mainBookmarks(checked);
  const nowhere = main.filter(({ page }) => page === 0);
  if (nowhere.length > 0) return fail(`${nowhere.length === 1 ? 'A bookmark leads' : `${nowhere.length} bookmarks lead`} nowhere.`);
  const marked = new Set(facts.bookmarks.map(({ page }) => page));
  const unmarked = [...new Set(index.entries.map(({ target }) => target))].filter((page) => page > 0 && !marked.has(page));
  if (unmarked.length > 0) return fail('A document of the index has no bookmark.', unmarked);
  if (!withPage) return pass;
  const silent = main.filter(({ title, page }) => !title.split(/[^\p{L}\p{N}]+/u).some((word) => word === String(page) || word === facts.pages[page - 1]?.label));
  return silent.length === 0 ? pass : fail('The text of a bookmark does not give the page that it leads to.', [...new Set(silent.map(({ page }) => page))].sort((a, b) => a - b));
}

function decideBookmarkWords(checked: CheckedPdf): RuleOutcome {
  const { index } = checked;
  if (index.entries.length === 0) return notChecked('No index with links was found to compare with.');
  const differing: number[] = [];
  for (const { target } of index.entries) {
    const marks = mainBookmarks(checked).filter(({ page }) => page === target);
    const shown = new Set(index.entries.filter((entry) => entry.target === target).flatMap(({ words }) => words.flatMap(fold)));
    const same = marks.some(({ title }) => fold(title).every((word) => shown.has(word) || word === 'p' || word === 'page' || word === String(target)));
    if (!same) differing.push(target);
  }
  return verdict([...new Set(differing)].sort((a, b) => a - b), 'The bookmark of these pages has other words than the index.');
}

function fold(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

function decideUpright(facts: PdfFacts): RuleOutcome {
  const sideways = facts.pages.flatMap(({ letters, uprightLetters }, at) => (letters >= 10 && uprightLetters / letters < 0.5 ? [at + 1] : []));
  if (sideways.length > 0) return fail('The text of these pages is sideways or upside down.', sideways);
  const unread = facts.pages.flatMap(({ letters, looks }, at) => (letters < 10 && looks === 'typed' ? [at + 1] : []));
  return unread.length === 0 ? pass : { result: 'not-checked', pages: unread, message: 'These pages have no text by which to tell which way up they are; the others are upright.' };
}

function decideLabels({ facts, sectionStamps }: CheckedPdf): RuleOutcome {
  const differing = sectionStamps.pages.flatMap(({ state }, at) => (state === 'right' ? [] : [at + 1]));
  if (differing.length === 0) return pass;
  return fail(facts.hasLabels ? 'The page label is not what is stamped on these pages.' : 'The file has no page labels, and its stamps differ from its page numbers.', differing);
}

function decideResolution({ atMostDpi, atLeastDpi }: Extract<CourtRule, { kind: 'resolution' }>, facts: PdfFacts): RuleOutcome {
  const tolerance = 1.03;
  const above = facts.pages.flatMap(({ mostDpi }, at) => (atMostDpi !== undefined && (mostDpi ?? 0) > atMostDpi * tolerance ? [at + 1] : []));
  if (above.length > 0) return fail(`Pictures on these pages have more than ${atMostDpi ?? 0} dpi.`, above);
  const below = facts.pages.flatMap(({ leastDpi }, at) => (atLeastDpi !== undefined && (leastDpi ?? Infinity) < atLeastDpi / tolerance ? [at + 1] : []));
  return verdict(below, `Scans on these pages have less than ${atLeastDpi ?? 0} dpi.`);
}
