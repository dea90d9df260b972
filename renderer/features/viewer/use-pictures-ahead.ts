import { useEffect, useRef } from 'react';
import { pictureDpi } from '../../components/pages/page-geometry.ts';
import { pagePictures } from '../../components/pages/page-pictures.ts';
import { pictureAddress } from './picture-address.ts';
import type { Pictured } from './picture-address.ts';

export interface Reading {
  /** In the middle of the view. */
  readonly page: number;
  readonly count: number;
  /** CSS pixels a point; null until the pages are laid out. */
  readonly scale: number | null;
}

// An upright sheet of A4 on a pane that takes seven tenths of the window: a guess, until a page has been seen.
const usualWidthPt = 595;
const usualShare = 0.7;
let lastDpi: number | undefined;

// The pages beside the one in view are there already.
const nearest = 2;
const farthest = 4;

/** Fetches the next pictures in the direction in which somebody reads, before they are in view; the first of all while the sizes of the pages are still being read. */
export function usePicturesAhead({ document, edition, revision }: Pictured, { page, count, scale }: Reading): void {
  const last = useRef(page);
  const dpi = scale === null ? null : pictureDpi(scale, window.devicePixelRatio);
  useEffect(() => {
    if (dpi === null) return pagePictures.want(pictureAddress({ document, edition, revision }, page, lastDpi ?? pictureDpi(window.innerWidth * usualShare / usualWidthPt, window.devicePixelRatio)), 'seen', () => undefined);
    lastDpi = dpi;
    const direction = page < last.current ? -1 : 1;
    last.current = page;
    const ends = Array.from({ length: farthest - nearest + 1 }, (_, index) => page + direction * (nearest + index))
      .filter((ahead) => ahead >= 1 && ahead <= count)
      .map((ahead) => pictureAddress({ document, edition, revision }, ahead, dpi))
      .filter((address) => pagePictures.known(address) === undefined)
      .map((address) => pagePictures.want(address, 'near', () => undefined));
    return () => { for (const end of ends) end(); };
  }, [document, edition, revision, page, count, dpi]);
}
