import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { englishMenu, type MenuWords } from './application-menu.ts';

const words = z.strictObject(Object.fromEntries(Object.keys(englishMenu).map((key) => [key, z.string().min(1)])));

/** The words of the menu in a language of the window, from `resources/menus`; English where that has none. */
export function menuWords(resources: string, language: string): MenuWords {
  if (language === 'en' || !/^[a-z]{2}$/.test(language)) return englishMenu;
  return words.parse(JSON.parse(readFileSync(join(resources, 'menus', `${language}.json`), 'utf8'))) as unknown as MenuWords;
}
