import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { PageText, Word } from '../../shared/page-text.ts';

/** A mention of an exhibit or of a page of the bundle. */
export interface Reference {
  readonly page: number;
  readonly rect: Rect;
  /** As written. */
  readonly text: string;
  /** `exhibit`: its number as it is given; `label`: a page as it is stamped. */
  readonly to: { readonly exhibit: string } | { readonly label: string };
}

// `{A/3}`, `[A3]`, `{45}`: page references of English skeleton arguments. On a line from right to left they may come mirrored.
const bracketed = /^[(){}[\]]+([A-Z]{1,3})?[/\s]?(\d{1,6})[(){}[\]]+[.,;:]?$/u;
const pageWord = /^(pages?|pp?|сторін(ка|ки|ку|ці|кою|ок)|стор|с|аркуш[іау]?|арк|pagin[ai]|paginile|pag|fil[ae]|página|págs?|[وبل]?ا?ل?صفحة|ا?ل?صفحات|ص|seiten?|s)\.?$/iu;
const bundleWord = /^(bundle|том[уаі]?|томом|матеріалів|dosar(ul|ului)?|volum(ul|ului)?|dossier|liasse|legajo|expediente|akte|ordner|[بل]?ا?ل?ملف|للملف|ا?ل?حزمة)$/iu;
// Before a page it means `therefore`.
const therefore = /^тому$/iu;
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * Finds mentions on a page: exhibit numbers of the case (`known`, and others of the same form), references in braces or brackets to a bundle page, and
 * `page 45` where the word for bundle stands near. A bare number is none.
 */
export function findReferences(page: PageText, known: ReadonlySet<string>): Reference[] {
  const found: Reference[] = [];
  const { words } = page;
  const forms = exhibitForms(known);
  for (let at = 0; at < words.length; at++) {
    const taken = exhibitAt(words, at, known, forms) ?? bracketAt(words, at) ?? pageAt(words, at);
    if (taken === undefined) continue;
    const parts = words.slice(at, at + taken.words);
    found.push({ page: page.page, rect: unionOfRects(parts.map(({ rect }) => rect)) ?? [0, 0, 0, 0], text: parts.map(({ text }) => text).join(' ').slice(0, 200), to: taken.to });
    at += taken.words - 1;
  }
  return found;
}

interface Taken {
  readonly words: number;
  readonly to: Reference['to'];
}

const longestExhibit = 4;

// The longest run of words that is an exhibit number wins, so that `P-1.2` is not `P-1`.
function exhibitAt(words: readonly Word[], at: number, known: ReadonlySet<string>, forms: ReadonlySet<string>): Taken | undefined {
  for (let count = Math.min(longestExhibit, words.length - at); count > 0; count--) {
    const text = words.slice(at, at + count).map((word) => word.text).join(' ').replace(edges, '');
    if (text === '') continue;
    if (known.has(text)) return { words: count, to: { exhibit: text } };
    const latin = inLatin(text);
    if (known.has(latin)) return { words: count, to: { exhibit: latin } };
    const form = formOf(text);
    if (form !== undefined && forms.has(form)) return { words: count, to: { exhibit: text } };
  }
  return undefined;
}

// Letters and digits of other scripts that stand for these: a number is typed as it looks, `Р-12` in Ukrainian, `P-١٢` in Arabic.
const cyrillicLookAlikes = 'АВЕКМНОРСТХІ';
const latinLookAlikes = 'ABEKMHOPCTXI';

function inLatin(text: string): string {
  return withPlainDigits(text).replace(/[АВЕКМНОРСТХІ]/gu, (letter) => latinLookAlikes[cyrillicLookAlikes.indexOf(letter)] ?? letter);
}

function withPlainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) % 16));
}

// `P-12` has the form `P-#`: letters and signs with a number at the end. A form without a sign or a letter is none.
function formOf(exhibit: string): string | undefined {
  const form = exhibit.replace(/\d+$/u, '#');
  return form !== exhibit && /\p{L}/u.test(form) && form.length >= 3 ? form : undefined;
}

function exhibitForms(known: ReadonlySet<string>): Set<string> {
  return new Set([...known].map(formOf).filter((form) => form !== undefined));
}

function bracketAt(words: readonly Word[], at: number): Taken | undefined {
  for (const count of [1, 2]) {
    const text = withPlainDigits(words.slice(at, at + count).map((word) => word.text).join(' '));
    const [, section = '', number] = bracketed.exec(text) ?? [];
    if (number !== undefined && (/^[{}]/u.test(text) || section !== '')) return { words: Math.min(count, words.length - at), to: { label: section + number } };
  }
  return undefined;
}

const near = 4;

function pageAt(words: readonly Word[], at: number): Taken | undefined {
  const number = withPlainDigits(words[at + 1]?.text ?? '').replace(edges, '');
  if (!pageWord.test(words[at]?.text ?? '') || !/^[A-Z]{0,2}\d{1,6}$/u.test(number)) return undefined;
  const wordsNear = (from: number, to: number): string[] => words.slice(Math.max(0, from), to).map(({ text }) => text.replace(edges, ''));
  const named = wordsNear(at - near, at).some((word) => bundleWord.test(word) && !therefore.test(word)) || wordsNear(at + 2, at + 2 + near).some((word) => bundleWord.test(word));
  return named ? { words: 2, to: { label: number } } : undefined;
}
