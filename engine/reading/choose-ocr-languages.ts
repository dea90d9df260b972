import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { ocrLanguageOf } from './ocr-languages.ts';
import type { ScanLanguages } from './read-scan.ts';

/** Turns BCP 47 tags (or tesseract codes, also joined by `+`) into language data. Fails with `language-missing`, naming the tag. */
export function chooseOcrLanguages(tags: readonly string[]): Result<ScanLanguages, Failure> {
  const codes: string[] = [];
  const stated: string[] = [];
  for (const tag of tags.flatMap((joined) => joined.split('+')).map((part) => part.trim()).filter((part) => part !== '')) {
    const language = ocrLanguageOf(tag);
    if (language === undefined) return refusal(failure('language-missing', 'No text recognition is available for the language “{{language}}”.', { subject: tag, values: { language: tag } }));
    if (!codes.includes(language.code)) codes.push(language.code);
    const known = /^[a-z]{3}(?:_|$)/.test(tag) ? language.language : tag;
    if (!stated.includes(known)) stated.push(known);
  }
  return success({ codes, stated });
}
