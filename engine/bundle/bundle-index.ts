import { entryLabel, type BundlePlan } from './bundle-plan.ts';

/** Where things stand, as the index shows it. */
export interface IndexPlaces {
  /** Page of the PDF and label of each entry, by key. */
  readonly entries: ReadonlyMap<string, { readonly page: number; readonly label: string; readonly lastLabel: string }>;
  readonly numbering: readonly { readonly page: number; readonly label: string }[];
}

/** What the template `bundle-index.typ` is given. */
export function indexData(plan: BundlePlan, places: IndexPlaces): unknown {
  const originals = new Map(plan.sections.flatMap(({ entries }) => entries).map((entry) => [entry.key, entry]));
  return {
    title: plan.title,
    reference: plan.reference ?? '',
    court: plan.court ?? '',
    language: plan.language,
    words: indexWords(plan.language),
    sections: plan.sections.map((section) => ({
      title: section.title,
      rows: section.entries.map((entry) => {
        const place = places.entries.get(entry.key);
        const original = entry.translationOf === undefined ? undefined : originals.get(entry.translationOf);
        return {
          label: entryLabel(entry),
          exhibit: entry.exhibit ?? '',
          title: entry.title,
          language: entry.language ?? '',
          date: entry.date ?? '',
          translationOf: original === undefined ? '' : (original.exhibit ?? original.title),
          sealed: entry.sealed === true,
          page: place?.page ?? 0,
          pageLabel: place?.label ?? '',
          lastLabel: place?.lastLabel ?? '',
        };
      }),
    })),
  };
}

const [pageRoomPt, headPt, sectionPt, rowPt, linePt, lettersOfLine] = [717, 110, 42, 19.6, 14, 56];

/** A guess at how many pages the index takes: a good one saves setting it twice. */
export function likelyIndexPages(plan: BundlePlan): number {
  let height = headPt;
  for (const { entries } of plan.sections) {
    height += sectionPt;
    for (const { title, language = '', translationOf, sealed } of entries) {
      const lines = Math.ceil((title.length + language.length + 3) / lettersOfLine) + (translationOf === undefined ? 0 : 1) + (sealed === true ? 1 : 0);
      height += rowPt + (lines - 1) * linePt;
    }
  }
  return Math.max(1, Math.ceil(height / pageRoomPt));
}

const words = {
  en: { index: 'Index', exhibit: 'Exhibit', document: 'Document', date: 'Date', page: 'Page', translation: 'Translation', sealed: 'Withheld' },
  uk: { index: 'Зміст', exhibit: 'Доказ', document: 'Документ', date: 'Дата', page: 'Сторінка', translation: 'Переклад', sealed: 'Вилучено' },
  ro: { index: 'Cuprins', exhibit: 'Probă', document: 'Document', date: 'Data', page: 'Pagina', translation: 'Traducere', sealed: 'Reținut' },
  ar: { index: 'الفهرس', exhibit: 'المستند', document: 'الوثيقة', date: 'التاريخ', page: 'الصفحة', translation: 'ترجمة', sealed: 'محجوب' },
  fr: { index: 'Sommaire', exhibit: 'Pièce', document: 'Document', date: 'Date', page: 'Page', translation: 'Traduction', sealed: 'Non communiqué' },
  de: { index: 'Inhalt', exhibit: 'Beweisstück', document: 'Dokument', date: 'Datum', page: 'Seite', translation: 'Übersetzung', sealed: 'Zurückgehalten' },
  es: { index: 'Índice', exhibit: 'Prueba', document: 'Documento', date: 'Fecha', page: 'Página', translation: 'Traducción', sealed: 'Reservado' },
} as const;

/** The index's own words in a language; English where there are none. */
export function indexWords(language: string): (typeof words)['en'] | (typeof words)[keyof typeof words] {
  const base = language.split('-')[0] ?? 'en';
  return Object.hasOwn(words, base) ? words[base as keyof typeof words] : words.en;
}
