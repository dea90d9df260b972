import { useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { PageSize, Rect } from '../../shared/geometry.ts';
import { boxStyle } from '../components/pages/page-boxes.tsx';
import { ZoneDrawing } from '../components/pages/zone-drawing.tsx';
import { moveZone, startZone } from '../features/redactions/move-zone.ts';
import type { ReviewItem } from '../features/review/review-panel.tsx';
import type { ViewerHandle } from '../features/viewer/viewer.tsx';

interface Place { readonly page: number; readonly rect: Rect }

export interface NotePlace {
  /** Where the next note is pinned; null for its page as a whole. */
  readonly place: Place | null;
  readonly drawing: boolean;
  readonly onDraw: (drawing: boolean) => void;
  /** Puts a rectangle in the middle of the page in view, to be moved and sized with the arrows. */
  readonly byKeyboard: () => void;
  readonly clear: () => void;
  readonly current: string | undefined;
  readonly choose: (item: ReviewItem) => void;
  /** Answers whether the key was for the rectangle. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly layer: (page: { readonly page: number; readonly size: PageSize; readonly scale: number }, items: readonly ReviewItem[]) => ReactNode;
}

/** A place on a page for a reviewer's note: drawn with the pointer or set with the arrows; notes that have one are framed on their page. */
export function useNotePlace(viewer: RefObject<ViewerHandle | null>, page: RefObject<number>, sizes: RefObject<ReadonlyMap<number, PageSize>>): NotePlace {
  const [place, setPlace] = useState<Place | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [moving, setMoving] = useState(false);
  const [current, setCurrent] = useState<string | undefined>();
  const choose = (item: ReviewItem): void => {
    setCurrent(item.id);
    if (item.page !== undefined) viewer.current?.toPage(item.page, item.rect?.[1]);
  };
  return {
    place, drawing, onDraw: setDrawing, current, choose,
    byKeyboard() {
      const size = sizes.current.get(page.current);
      if (size === undefined) return;
      setPlace({ page: page.current, rect: startZone(size) });
      setMoving(true);
      viewer.current?.toPage(page.current, size.heightPt / 2);
      viewer.current?.focus();
    },
    clear() {
      setPlace(null);
      setMoving(false);
      setDrawing(false);
    },
    onKey(event) {
      if (place === null || !moving) return false;
      const size = sizes.current.get(place.page);
      const moved = size === undefined ? undefined : moveZone(place.rect, event.key, size, { shift: event.shiftKey, ctrl: event.ctrlKey });
      if (moved !== undefined) setPlace({ ...place, rect: moved });
      else if (event.key === 'Enter') {
        setMoving(false);
        document.querySelector<HTMLElement>('.review-text textarea, .review-text input')?.focus();
      } else if (event.key === 'Escape') {
        setPlace(null);
        setMoving(false);
      } else return false;
      return true;
    },
    layer({ page: at, size, scale }, items) {
      return (
        <div className="redaction-layer">
          {items.filter((item) => item.page === at && item.rect !== undefined).map((item) => (
            <button key={item.id} type="button" tabIndex={-1} className="note-box" data-current={item.id === current || undefined} style={boxStyle(item.rect ?? [0, 0, 0, 0], scale)} title={item.text} aria-label={item.text} onClick={() => { choose(item); }} />
          ))}
          {place?.page === at ? <span className="redaction-box" data-state="draft" style={boxStyle(place.rect, scale)} /> : null}
          {drawing ? (
            <ZoneDrawing
              size={size} scale={scale}
              onDraw={(rect) => {
                setPlace({ page: at, rect });
                setDrawing(false);
                setMoving(false);
              }}
            />
          ) : null}
        </div>
      );
    },
  };
}
