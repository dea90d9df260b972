import type { Part } from './bundle-parts.ts';
import { framePage, topLeft } from './page-frame.ts';

/** Explicit destination, as PDF text, of a page (0-based) of a part: its top left corner in the window. Zoom 0 keeps the reader's own. */
export function destinationOf({ placed }: Part, at = 0, zoom = '0'): string {
  const page = placed?.pages[at];
  if (page === undefined) throw new Error('a part has no such page');
  const [x, y] = topLeft(framePage(page.box, page.rotation, page.userUnit, page.bands));
  return `[${page.object} 0 R/XYZ ${x.toFixed(2)} ${y.toFixed(2)} ${zoom}]`;
}
