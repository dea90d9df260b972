import { useEffect, useRef } from 'react';
import type { Rect } from '../../../shared/geometry.ts';
import { boxStyle } from '../../components/pages/page-boxes.tsx';

export interface SentenceLayerProps {
  readonly scale: number;
  /** Sentences under the pointer or the one that belongs to it. */
  readonly hovered: readonly Rect[];
  /** Sentences that were chosen or selected. */
  readonly chosen: readonly Rect[];
  /** In points of the page; null when the pointer leaves it. */
  readonly onPoint: (point: readonly [number, number] | null) => void;
  readonly onChoose: (points: readonly (readonly [number, number])[]) => void;
}

function insideOf(bounds: DOMRect, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom;
}

/** Highlights linked sentences on a page. It lies over the words without being in the way of selecting them: it listens to the page itself. */
export function SentenceLayer({ scale, hovered, chosen, onPoint, onChoose }: SentenceLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const latest = useRef({ onPoint, onChoose });
  useEffect(() => { latest.current = { onPoint, onChoose }; });
  useEffect(() => {
    const sheet = layer.current?.parentElement;
    if (sheet === null || sheet === undefined) return undefined;
    const pointOf = (x: number, y: number): readonly [number, number] => {
      const bounds = sheet.getBoundingClientRect();
      return [(x - bounds.left) / scale, (y - bounds.top) / scale];
    };
    const onMove = (event: PointerEvent): void => { latest.current.onPoint(pointOf(event.clientX, event.clientY)); };
    const onLeave = (): void => { latest.current.onPoint(null); };
    const onUp = (event: PointerEvent): void => {
      const selection = document.getSelection();
      const bounds = sheet.getBoundingClientRect();
      const boxes = selection === null || selection.isCollapsed || selection.rangeCount === 0 ? [] : [...selection.getRangeAt(0).getClientRects()];
      const middles = boxes.map((box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 })).filter((middle) => insideOf(bounds, middle));
      latest.current.onChoose(middles.length === 0 ? [pointOf(event.clientX, event.clientY)] : middles.map(({ x, y }) => pointOf(x, y)));
    };
    sheet.addEventListener('pointermove', onMove);
    sheet.addEventListener('pointerleave', onLeave);
    sheet.addEventListener('pointerup', onUp);
    return () => {
      sheet.removeEventListener('pointermove', onMove);
      sheet.removeEventListener('pointerleave', onLeave);
      sheet.removeEventListener('pointerup', onUp);
    };
  }, [scale]);
  return (
    <div ref={layer} className="sentence-layer" aria-hidden>
      {hovered.map((rect, index) => <span key={`h${String(index)}`} className="page-sentence" style={boxStyle(rect, scale)} />)}
      {chosen.map((rect, index) => <span key={`c${String(index)}`} className="page-sentence" data-chosen style={boxStyle(rect, scale)} />)}
    </div>
  );
}
