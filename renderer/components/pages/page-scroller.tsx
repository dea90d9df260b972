import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { PageSize } from '../../../shared/geometry.ts';
import { scaleOf, turnedSize, turnTransform } from './page-geometry.ts';
import type { Turn, Zoom } from './page-geometry.ts';
import './pages.css';

export interface PageScrollerHandle {
  /** Brings a page into view; `offsetPt` from its top. */
  readonly toPage: (page: number, offsetPt?: number) => void;
  /** Brings a point of a page, as a fraction of its height, to the middle of the view. */
  readonly toPlace: (page: number, fraction: number) => void;
  readonly element: () => HTMLElement | null;
}

export interface PageScrollerProps {
  readonly label: string;
  readonly pages: readonly PageSize[];
  readonly zoom: Zoom;
  /** `seen`: in view now, not only about to be. */
  readonly renderPage: (page: number, scale: number, seen: boolean) => ReactNode;
  /** The page that fills the middle of the view, and how far into it. */
  readonly onView: (page: number, fraction: number) => void;
  readonly onScale?: (scale: number) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Pages beside one another. */
  readonly columns?: 1 | 2;
  /** Clockwise, in quarters: for looking only. */
  readonly turned?: Turn;
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

function useRows(pages: readonly PageSize[], columns: 1 | 2, turned: Turn): readonly Row[] {
  return useMemo(() => {
    const sizes = pages.map((page) => turnedSize(page, turned));
    return Array.from({ length: Math.ceil(sizes.length / columns) }, (_, row) => {
      const own = sizes.slice(row * columns, (row + 1) * columns);
      return { first: row * columns + 1, sizes: own, widthPt: own.reduce((sum, { widthPt }) => sum + widthPt, 0), heightPt: Math.max(...own.map(({ heightPt }) => heightPt)) };
    });
  }, [pages, columns, turned]);
}

interface Row {
  /** 1-based. */
  readonly first: number;
  readonly sizes: readonly PageSize[];
  readonly widthPt: number;
  readonly heightPt: number;
}

/** Pages under one another, one or two in a row, of which only those in view are in the document; zooming keeps the place. */
export function PageScroller({ label, pages, zoom, renderPage, onView, onScale, onKeyDown, columns = 1, turned = 0, ref }: PageScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useSizeOf(scroller);
  const rows = useRows(pages, columns, turned);
  const widest = rows.reduce<PageSize>((known, row) => (row.widthPt > known.widthPt ? row : known), rows[0] ?? { widthPt: 595, heightPt: 842 });
  const between = (columns - 1) * gap;
  const scale = view.width === 0 ? 1 : scaleOf(zoom, widest, { width: view.width - between, height: view.height, margin });
  const heightOf = useCallback((index: number) => (rows[index]?.heightPt ?? 842) * scale + gap, [rows, scale]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: heightOf, overscan: 1, paddingStart: margin, paddingEnd: margin });
  const place = useRef({ row: 0, fraction: 0 });

  const toPage = useCallback((page: number, offsetPt = 0) => {
    const start = virtual.getOffsetForIndex(Math.floor((page - 1) / columns), 'start')?.[0] ?? 0;
    scroller.current?.scrollTo({ top: start + (offsetPt === 0 ? -margin / 2 : offsetPt * scale - view.height / 3) });
  }, [virtual, scale, view.height, columns]);
  const toPlace = useCallback((page: number, fraction: number) => {
    const row = Math.floor((page - 1) / columns);
    const start = virtual.getOffsetForIndex(row, 'start')?.[0] ?? 0;
    scroller.current?.scrollTo({ top: start + fraction * (rows[row]?.heightPt ?? 0) * scale - view.height / 2 });
  }, [virtual, rows, scale, view.height, columns]);
  useImperativeHandle(ref, () => ({ toPage, toPlace, element: () => scroller.current }), [toPage, toPlace]);

  const last = useRef({ scale, rows });
  useLayoutEffect(() => {
    virtual.measure();
    const isNew = last.current.scale !== scale || (last.current.rows !== rows && last.current.rows.length === rows.length);
    last.current = { scale, rows };
    if (!isNew) return;
    const { row, fraction } = place.current;
    const start = rows.slice(0, row).reduce((sum, { heightPt }) => sum + heightPt * scale + gap, margin);
    if (scroller.current !== null) scroller.current.scrollTop = start + fraction * (rows[row]?.heightPt ?? 0) * scale - view.height / 2;
  }, [scale, virtual, rows, view.height]);
  useEffect(() => { onScale?.(scale); }, [scale, onScale]);

  const onScroll = (): void => {
    const node = scroller.current;
    if (node === null) return;
    const middle = node.scrollTop + view.height / 2;
    const item = virtual.getVirtualItemForOffset(middle);
    if (item === undefined) return;
    const fraction = Math.min(1, Math.max(0, (middle - item.start) / (item.size - gap)));
    place.current = { row: item.index, fraction };
    onView(rows[item.index]?.first ?? 1, fraction);
  };

  const { startIndex: seenFrom, endIndex: seenTo } = virtual.range ?? { startIndex: 0, endIndex: 0 };
  return (
    <div ref={scroller} className="pages" tabIndex={0} role="region" aria-label={label} onScroll={onScroll} onKeyDown={onKeyDown}>
      <div className="pages-inner" style={{ height: virtual.getTotalSize(), minWidth: widest.widthPt * scale + between + 2 * margin }}>
        {view.width === 0 ? null : virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div key={index} className="page-row" style={{ transform: `translateY(${String(start)}px)`, width: row.widthPt * scale + (row.sizes.length - 1) * gap, gap }}>
              {row.sizes.map((size, at) => {
                const page = row.first + at;
                const upright = pages[page - 1] ?? size;
                return (
                  <div key={page} className="page" data-page={page} style={{ width: size.widthPt * scale, height: size.heightPt * scale }}>
                    <div className="page-sheet" style={turned === 0 ? undefined : { width: upright.widthPt * scale, height: upright.heightPt * scale, transform: turnTransform(turned) }}>{renderPage(page, scale, index >= seenFrom && index <= seenTo)}</div>
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
