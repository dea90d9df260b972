import type { PageText } from '../../../../shared/page-text.ts';

/** A page whose lines and words are those of `text`, ten points a character and twenty a line. */
export function pageOf(text: string, language?: string): PageText {
  const words = text.split('\n').flatMap((row, line) => {
    let x = 50;
    return row.split(' ').filter((word) => word !== '').map((word) => {
      const width = word.length * 10;
      const rect = [x, 50 + line * 20, width, 14] as const;
      x += width + 10;
      return { text: word, rect, line };
    });
  });
  return { page: 1, source: 'text', widthPt: 595, heightPt: 842, words, ...(language === undefined ? {} : { language }) };
}
