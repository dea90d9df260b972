/** A language that can be recognised offline. */
export interface OcrLanguage {
  /** BCP 47. */
  readonly language: string;
  /** Name of its file in `resources/tessdata`. */
  readonly code: string;
  /** ISO 15924 script, by which an unknown page is first tried. */
  readonly script: 'Latn' | 'Cyrl' | 'Grek' | 'Arab' | 'Hebr' | 'Thai' | 'Hans';
}

// The first language of a script is the one that an unknown page of that script is first read in.
const languages: readonly OcrLanguage[] = [
  { language: 'en', code: 'eng', script: 'Latn' }, { language: 'fr', code: 'fra', script: 'Latn' }, { language: 'de', code: 'deu', script: 'Latn' }, { language: 'es', code: 'spa', script: 'Latn' },
  { language: 'it', code: 'ita', script: 'Latn' }, { language: 'pt', code: 'por', script: 'Latn' }, { language: 'nl', code: 'nld', script: 'Latn' }, { language: 'pl', code: 'pol', script: 'Latn' },
  { language: 'ro', code: 'ron', script: 'Latn' }, { language: 'sq', code: 'sqi', script: 'Latn' }, { language: 'hu', code: 'hun', script: 'Latn' }, { language: 'cs', code: 'ces', script: 'Latn' },
  { language: 'tr', code: 'tur', script: 'Latn' }, { language: 'vi', code: 'vie', script: 'Latn' },
  { language: 'uk', code: 'ukr', script: 'Cyrl' }, { language: 'ru', code: 'rus', script: 'Cyrl' }, { language: 'bg', code: 'bul', script: 'Cyrl' }, { language: 'sr', code: 'srp', script: 'Cyrl' },
  { language: 'el', code: 'ell', script: 'Grek' }, { language: 'ar', code: 'ara', script: 'Arab' }, { language: 'fa', code: 'fas', script: 'Arab' }, { language: 'he', code: 'heb', script: 'Hebr' },
  { language: 'th', code: 'tha', script: 'Thai' }, { language: 'zh', code: 'chi_sim', script: 'Hans' },
];

// Close relatives whose writing the model of another language reads well, and other names of the same language.
const readAs: Readonly<Record<string, string>> = { mo: 'ro', hr: 'cs', bs: 'cs', sl: 'cs', sk: 'cs', mk: 'sr', be: 'uk', iw: 'he', cmn: 'zh', ca: 'es', gl: 'pt', prs: 'fa', ur: 'fa', ckb: 'fa', af: 'nl' };

/** Languages whose OCR data is bundled. */
export function ocrLanguages(): readonly OcrLanguage[] {
  return languages;
}

/** The bundled language that reads a BCP 47 tag or a tesseract code (`uk`, `uk-UA`, `ukr`); undefined when there is none. */
export function ocrLanguageOf(tag: string): OcrLanguage | undefined {
  const lower = tag.toLowerCase().replaceAll('_', '-');
  if (lower.startsWith('sr-latn')) return ocrLanguageOf('cs');
  const primary = lower.split('-')[0] ?? '';
  return languages.find(({ language, code }) => language === primary || code.replaceAll('_', '-') === lower) ?? (readAs[primary] === undefined ? undefined : ocrLanguageOf(readAs[primary]));
}

const scriptNames: Readonly<Record<string, OcrLanguage['script']>> = {
  Latin: 'Latn', Cyrillic: 'Cyrl', Greek: 'Grek', Arabic: 'Arab', Hebrew: 'Hebr', Thai: 'Thai', Han: 'Hans', Vietnamese: 'Latn', Fraktur: 'Latn',
};

/** The script that the orientation data names, as ISO 15924. */
export function scriptOfName(name: string): OcrLanguage['script'] | undefined {
  return scriptNames[name];
}
