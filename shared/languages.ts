/** The languages of the window, BCP 47, which are also those of what it prints for a person: records of verification, recovery pages. */
export const windowLanguages = ['en', 'fr', 'es', 'ro', 'uk', 'ar'] as const;
export type WindowLanguage = (typeof windowLanguages)[number];

/** The language, where the window speaks it. */
export function windowLanguageOf(tag: string): WindowLanguage | undefined {
  return windowLanguages.find((known) => known === tag);
}
