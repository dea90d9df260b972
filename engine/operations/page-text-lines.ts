import type { PageText } from '../../shared/page-text.ts';

/** The text of a page, a line a line. */
export function textOf(text: PageText): string {
  let line = text.words[0]?.line;
  let joined = '';
  for (const word of text.words) {
    if (joined !== '') joined += word.line === line ? ' ' : '\n';
    joined += word.text;
    line = word.line;
  }
  return joined;
}
