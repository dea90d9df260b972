import i18next from 'i18next';
import type { FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../resources/locales/en.json';
import type { WindowLanguage } from '../../shared/languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Each language by its own name. */
export const languageNames: Readonly<Record<WindowLanguage, string>> = {
  en: 'English', fr: 'Français', es: 'Español', ro: 'Română', uk: 'Українська', ar: 'العربية',
};

const others = import.meta.glob<Record<string, unknown>>(['../../resources/locales/*.json', '!../../resources/locales/en.json'], { import: 'default' });

async function loadLanguage(language: WindowLanguage): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const load = others[`../../resources/locales/${language}.json`];
  if (load !== undefined) i18next.addResourceBundle(language, 'translation', await load());
}

// How many there are, of which the thousands are set apart as one reads them here; the number of a page or a release is a name and stays as it is.
const amounts = new Set(['count', 'shown', 'done', 'total', 'events', 'objects', 'files', 'pages', 'documents']);

const amountsAsRead: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language, options) => (typeof value === 'number' && amounts.has(String(options?.['interpolationkey'])) ? new Intl.NumberFormat(language).format(value) : value as string),
};

/** Makes the words of the window ready in English; other languages follow by `speak`. */
export async function prepareWords(): Promise<void> {
  await i18next.use(initReactI18next).use(amountsAsRead).init({
    lng: 'en', fallbackLng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false, alwaysFormat: true }, returnNull: false,
  });
}

/** Changes the language of the window and the direction of its writing. */
export async function speak(language: WindowLanguage): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
}
