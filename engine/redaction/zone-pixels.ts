import type { PageSize, Rect } from '../../shared/geometry.ts';

/** Half-open ranges of pixel columns and rows. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every pixel that a zone touches, however little, on an image of the whole page; undefined where the zone lies off the page. */
export function zonePixels(zone: Rect, page: PageSize, image: { readonly width: number; readonly height: number }): PixelBox | undefined {
  const acrossScale = image.width / page.widthPt;
  const downScale = image.height / page.heightPt;
  const box = {
    left: Math.max(0, Math.floor(zone[0] * acrossScale)),
    top: Math.max(0, Math.floor(zone[1] * downScale)),
    right: Math.min(image.width, Math.ceil((zone[0] + zone[2]) * acrossScale)),
    bottom: Math.min(image.height, Math.ceil((zone[1] + zone[3]) * downScale)),
  };
  return box.left < box.right && box.top < box.bottom ? box : undefined;
}
