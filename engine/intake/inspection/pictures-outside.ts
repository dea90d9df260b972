import type { InspectionFinding } from '../../../shared/finding.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import type { Area } from './unseen-text.ts';

/** A margin for bleed: what lies further out is not there by the printer's needs. */
const bleedPt = 18;
const hiddenShare = 0.15;

/** Finds pictures of which a good part lies outside the visible page: cropped from view, whole in the file. `page` is 1-based. */
export function findPicturesOutside(areas: readonly Area[], { widthPt, heightPt }: PageGeometry, page: number): InspectionFinding[] {
  return areas.flatMap(({ rect, picture }): InspectionFinding[] => {
    const [x, y, width, height] = rect;
    const visible = Math.max(0, Math.min(x + width, widthPt) - Math.max(x, 0)) * Math.max(0, Math.min(y + height, heightPt) - Math.max(y, 0));
    const furthest = Math.max(-x, -y, x + width - widthPt, y + height - heightPt);
    if (!picture || furthest <= bleedPt || visible > width * height * (1 - hiddenShare)) return [];
    return [{ code: 'outside-crop', page, rect, message: 'Part of a picture lies outside the visible part of the page. Whoever gets the file can see all of it.' }];
  });
}
