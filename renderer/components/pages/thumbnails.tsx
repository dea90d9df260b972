import { useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { PageSize } from '../../../shared/geometry.ts';
import { PagePicture } from './page-picture.tsx';
import './thumbnails.css';

export interface ThumbnailsProps {
  readonly label: string;
  readonly pageLabel: (page: number) => string;
  readonly pages: readonly PageSize[];
  readonly current: number;
  readonly address: (page: number) => string;
  readonly onChoose: (page: number) => void;
}

const widthPx = 104;
const captionPx = 32;

/** All pages small, for finding one by its look. */
export function Thumbnails({ label, pageLabel, pages, current, address, onChoose }: ThumbnailsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const heightOf = (index: number): number => {
    const page = pages[index];
    return (page === undefined ? 147 : Math.min(220, (widthPx * page.heightPt) / page.widthPt)) + captionPx;
  };
  const virtual = useVirtualizer({ count: pages.length, getScrollElement: () => scroller.current, estimateSize: heightOf, overscan: 3, paddingStart: 10, paddingEnd: 10 });
  useEffect(() => { virtual.scrollToIndex(current - 1, { align: 'auto' }); }, [current, virtual]);
  return (
    <nav ref={scroller} className="thumbnails" aria-label={label}>
      <ul className="thumbnails-inner" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => (
          <li key={index} style={{ transform: `translateY(${String(start)}px)`, height: size }}>
            <button
              type="button" className="thumbnail" data-current={index + 1 === current || undefined} aria-current={index + 1 === current ? 'page' : undefined} aria-label={pageLabel(index + 1)}
              onClick={() => { onChoose(index + 1); }}
            >
              <span className="thumbnail-sheet" style={{ width: widthPx, height: size - captionPx }}><PagePicture className="thumbnail-picture" address={address(index + 1)} urgency="small" /></span>
              <span className="number" aria-hidden>{index + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
