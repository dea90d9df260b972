import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { boxStyle } from './page-boxes.tsx';
import { zoneBetween } from './page-geometry.ts';
import './pages.css';

/** Takes a rectangle that is drawn over a page with the pointer. */
export function ZoneDrawing({ size, scale, onDraw }: { readonly size: PageSize; readonly scale: number; readonly onDraw: (rect: Rect) => void }) {
  const start = useRef<readonly [number, number] | null>(null);
  const [drawn, setDrawn] = useState<Rect | undefined>();
  const at = (event: PointerEvent<HTMLElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const end = (): void => {
    start.current = null;
    setDrawn(undefined);
  };
  return (
    <div
      className="redaction-drawing"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = at(event);
      }}
      onPointerMove={(event) => { if (start.current !== null) setDrawn(zoneBetween(start.current, at(event), size, scale)); }}
      onPointerUp={(event) => {
        const zone = start.current === null ? undefined : zoneBetween(start.current, at(event), size, scale);
        end();
        if (zone !== undefined) onDraw(zone);
      }}
      onPointerCancel={end}
    >
      {drawn === undefined ? null : <span className="redaction-box" data-state="draft" style={boxStyle(drawn, scale)} />}
    </div>
  );
}
