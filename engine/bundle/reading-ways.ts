/** How a source is read, in the order of trying: its own objects, rewritten by PDFium first, or as pictures of its pages. */
export const readingWays = ['objects', 'rewritten', 'images'] as const;
export type ReadingWay = (typeof readingWays)[number];
