import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { WindowLanguage } from '../../shared/languages.ts';

const folder = new URL('../../resources/recovery/', import.meta.url);

const text = z.string().min(1);
const page = z.strictObject({ title: text, warning: text, use: z.array(text).min(1), keep: z.array(text).min(1), lines: z.array(text).min(1) });
const recoveryPage = z.strictObject({ document: text, caseId: text, madeOn: text, set: text, recoverTitle: text, keepTitle: text, qrLabel: text, sheet: page, share: page });

/** What a recovery sheet, or a share, says in one language; `{{…}}` stand for values. Quoted words are those of the window. */
export type RecoveryPageWords = z.infer<typeof recoveryPage>;

/** What recovery pages say in a language, from `resources/recovery`. A file that is not whole is a bug, and thrown. */
export function recoveryPageWords(language: WindowLanguage): RecoveryPageWords {
  return recoveryPage.parse(JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')));
}
