/** A stretch of a text: offsets in UTF-16 units, without the space around it. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
}

// Dots that end no sentence. What the segmenter takes for an end after one of these is joined again.
const abbreviations = new Set(
  ('mr mrs ms dr prof st no nr nos art arts para paras pp vol cf vs inc ltd co jr sr sgt det insp capt lt col gen rev hon eg ie etc approx tel ext fig ed al ibid jan feb mar apr jun jul aug sep sept oct nov dec'
    + ' str bd bl sc ap dl dna lit alin jud com pct dvs bzw usw abs nr hr fr bspw z zz ul al tzv tzn mme mlle me av bd sra sres srta dña núm pág págs ud uds ul np tj itd im pkt poz'
    + ' вул буд кв ст ч п пп м с смт р рр обл р-н тел див ін тощо грн коп тис млн ул д кв г гг стр руб т е пр просп бул пров пер наб пл имени им зам'
    + ' sig sigg avv dott ing art artt bl sk mad bul cad sok no kat apt').split(/\s+/u),
);
// Scripts written without spaces between sentences, or without full stops at all.
const spacedClauses = new Set(['th', 'lo', 'km', 'my']);
const longestClause = 160;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Splits running text into sentences: by the Unicode rules of the language, mended where they are weak: after abbreviations, initials and list numbers
 * no sentence ends; in scripts without full stops a space ends a clause once it is long enough.
 */
export function splitSentences(text: string, language: string): SentenceSpan[] {
  const primary = language.toLowerCase().split('-')[0] ?? 'en';
  const spans = spacedClauses.has(primary) ? clauses(text) : mended(text, primary);
  return spans.map((span) => trimmed(text, span)).filter(({ start, end }) => end > start);
}

function mended(text: string, language: string): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let open: SentenceSpan | undefined;
  for (const { index, segment } of segmenterFor(language).segment(text)) {
    const end: number = index + segment.length;
    const whole: SentenceSpan = open === undefined ? { start: index, end } : { start: open.start, end };
    if (goesOn(text.slice(whole.start, whole.end), text.slice(end, end + 40))) open = whole;
    else {
      spans.push(whole);
      open = undefined;
    }
  }
  return open === undefined ? spans : [...spans, open];
}

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(Intl.Segmenter.supportedLocalesOf([language]).length > 0 ? language : 'en', { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

const lastWord = /(?:^|[\s(«„“"'’\u00a0])([\p{L}\p{M}-]+)\.\s*$/u;
const listNumber = /^\s*(?:\(?[\p{L}\p{Nd}]{1,3}[.)]|[§№#]\s*\p{Nd}+[.)]?)\s*$/u;

function goesOn(sentence: string, after: string): boolean {
  if (after.trim() === '') return false;
  if (listNumber.test(sentence)) return true;
  const word = lastWord.exec(sentence)?.[1];
  if (word === undefined) return false;
  if (Array.from(word).length === 1 && /\p{Lu}/u.test(word)) return true;
  // A short word before a number or a small letter is an abbreviation, whatever the language: “buc. 3”, “вул. Калинова” are in the list.
  return abbreviations.has(word.toLowerCase()) || (Array.from(word).length <= 4 && /^\s*[\p{Ll}\p{Nd}]/u.test(after) && !/^\s*\p{Nd}+[.)]\s/u.test(after));
}

function clauses(text: string): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/[\n.?!。]+\s*|\s+/gu)) {
    const end = index + gap.length;
    if (/[\n.?!。]/u.test(gap) || index - start >= longestClause) {
      spans.push({ start, end });
      start = end;
    }
  }
  return [...spans, { start, end: text.length }];
}

function trimmed(text: string, { start, end }: SentenceSpan): SentenceSpan {
  const inner = text.slice(start, end);
  const left = inner.length - inner.trimStart().length;
  return { start: start + left, end: start + left + inner.trim().length };
}
