import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { PageSize } from '../../../shared/geometry.ts';
import { scaleOf } from './page-geometry.ts';
import type { Zoom } from './page-geometry.ts';
import './pages.css';

export interface PageScrollerHandle {
  /** Brings a page into view; `offsetPt` from its top. */
  readonly toPage: (page: number, offsetPt?: number) => void;
  readonly element: () => HTMLElement | null;
}

export interface PageScrollerProps {
  readonly label: string;
  readonly pages: readonly PageSize[];
  readonly zoom: Zoom;
  readonly renderPage: (page: number, scale: number) => ReactNode;
  /** The page that fills the middle of the view, and how far into it. */
  readonly onView: (page: number, fraction: number) => void;
  readonly onScale?: (scale: number) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly ref?: Ref<PageScrollerHandle>;
}

const margin = 16;
const gap = 14;

function useSizeOf(element: React.RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return undefined;
    const observer = new ResizeObserver(() => { setSize({ width: node.clientWidth, height: node.clientHeight }); });
    observer.observe(node);
    setSize({ width: node.clientWidth, height: node.clientHeight });
    return () => { observer.disconnect(); };
  }, [element]);
  return size;
}

/** Pages under one another, of which only those in view are in the document; zooming keeps the place. */
export function PageScroller({ label, pages, zoom, renderPage, onView, onScale, onKeyDown, ref }: PageScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useSizeOf(scroller);
  const widest = pages.reduce<PageSize>((known, page) => (page.widthPt > known.widthPt ? page : known), pages[0] ?? { widthPt: 595, heightPt: 842 });
  const scale = view.width === 0 ? 1 : scaleOf(zoom, widest, { ...view, margin });
  const heightOf = useCallback((index: number) => (pages[index]?.heightPt ?? 842) * scale + gap, [pages, scale]);
  const virtual = useVirtualizer({ count: pages.length, getScrollElement: () => scroller.current, estimateSize: heightOf, overscan: 1, paddingStart: margin, paddingEnd: margin });
  const place = useRef({ page: 1, fraction: 0 });

  const toPage = useCallback((page: number, offsetPt = 0) => {
    const start = virtual.getOffsetForIndex(page - 1, 'start')?.[0] ?? 0;
    scroller.current?.scrollTo({ top: start + (offsetPt === 0 ? -margin / 2 : offsetPt * scale - view.height / 3) });
  }, [virtual, scale, view.height]);
  useImperativeHandle(ref, () => ({ toPage, element: () => scroller.current }), [toPage]);

  const lastScale = useRef(scale);
  useLayoutEffect(() => {
    virtual.measure();
    if (lastScale.current === scale) return;
    lastScale.current = scale;
    const { page, fraction } = place.current;
    const start = pages.slice(0, page - 1).reduce((sum, { heightPt }) => sum + heightPt * scale + gap, margin);
    if (scroller.current !== null) scroller.current.scrollTop = start + fraction * (pages[page - 1]?.heightPt ?? 0) * scale - view.height / 2;
  }, [scale, virtual, pages, view.height]);
  useEffect(() => { onScale?.(scale); }, [scale, onScale]);

  const onScroll = (): void => {
    const node = scroller.current;
    if (node === null) return;
    const middle = node.scrollTop + view.height / 2;
    const item = virtual.getVirtualItemForOffset(middle);
    if (item === undefined) return;
    const fraction = Math.min(1, Math.max(0, (middle - item.start) / (item.size - gap)));
    place.current = { page: item.index + 1, fraction };
    onView(item.index + 1, fraction);
  };

  return (
    <div ref={scroller} className="pages" tabIndex={0} role="region" aria-label={label} onScroll={onScroll} onKeyDown={onKeyDown}>
      <div className="pages-inner" style={{ height: virtual.getTotalSize(), minWidth: widest.widthPt * scale + 2 * margin }}>
        {view.width === 0 ? null : virtual.getVirtualItems().map(({ index, start }) => {
          const page = pages[index];
          if (page === undefined) return null;
          return (
            <div key={index} className="page" data-page={index + 1} style={{ transform: `translateY(${String(start)}px)`, width: page.widthPt * scale, height: page.heightPt * scale }}>
              {renderPage(index + 1, scale)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
