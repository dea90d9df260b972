import i18next from 'i18next';
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

/** Makes the words of the window ready in English; other languages follow by `speak`. */
export async function prepareWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en', fallbackLng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false }, returnNull: false,
  });
}

/** Changes the language of the window and the direction of its writing. */
export async function speak(language: WindowLanguage): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
}
