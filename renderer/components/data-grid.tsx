import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { itemsOf } from './grid-items.ts';
import { moveInRows, rangeOf } from './grid-movement.ts';
import { GridRow, GroupRow } from './grid-row.tsx';
import type { Column } from './grid-row.tsx';
import { boxTrack, leastWidthRem, rootFontSize } from './grid-tracks.ts';
import { useRest } from './use-rest.ts';
import './data-grid.css';

export interface DataGridProps<Row> {
  readonly label: string;
  /** Names the column of what is chosen; absent where nothing is done with chosen rows. */
  readonly selectLabel?: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (row: Row) => void;
  /** Told the row on which the pointer or the keyboard rests: the one likely to be opened next. */
  readonly onRest?: (row: Row) => void;
  readonly empty: ReactNode;
  /** Text by which typing finds a row. */
  readonly typeAhead: (row: Row) => string;
  /** Puts rows under headings; Enter or Space opens and closes the one at hand. */
  readonly groupOf?: ((row: Row) => string) | undefined;
  /** Told which lines are in view, 0-based and both included, for rows that are fetched as they come into it. */
  readonly onShown?: (first: number, last: number) => void;
}

interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

const rowHeightRem = 2.375;
const typeAheadMs = 700;
const overscan = 4;

function useSorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting | null): readonly Row[] {
  return useMemo(() => {
    const value = columns.find(({ id }) => id === sorting?.column)?.sortValue;
    if (sorting === null || value === undefined) return rows;
    const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    const sign = sorting.down ? -1 : 1;
    return rows.map((row) => ({ row, key: value(row) })).sort((a, b) => (
      sign * (typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : collator.compare(String(a.key), String(b.key)))
    )).map(({ row }) => row);
  }, [rows, columns, sorting]);
}

function useItems<Row>(rows: readonly Row[], groupOf: ((row: Row) => string) | undefined) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => itemsOf(rows, groupOf, closed, new Intl.Collator(undefined, { numeric: true }).compare), [rows, groupOf, closed]);
  const turn = (group: string): void => {
    const next = new Set(closed);
    if (!next.delete(group)) next.add(group);
    setClosed(next);
  };
  return { items, turn };
}

/** Lines by the place in the document that each keeps while it is in view: scrolling fills the places of those that left, and moves none. */
function inSlots<Line extends { readonly index: number }>(lines: readonly Line[], slots: number): readonly (Line | undefined)[] {
  const placed = Array.from<Line | undefined>({ length: slots });
  for (const line of lines) placed[line.index % slots] = line;
  return placed;
}

const nothingChosen: ReadonlySet<string> = new Set();
const chooseNothing = (): void => undefined;

/** A table of any length: only what is in view is in the page. Arrows move, Space selects, Enter opens, typing finds. */
export function DataGrid<Row>({ label, selectLabel, rows, columns, rowId, selected = nothingChosen, onSelect = chooseNothing, onOpen, onRest, empty, typeAhead, groupOf, onShown }: DataGridProps<Row>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const [focused, setFocused] = useState(false);
  const typed = useRef({ text: '', at: 0 });
  const sorted = useSorted(rows, columns, sorting);
  const { items, turn } = useItems(sorted, groupOf);
  const current = Math.min(active, items.length - 1);
  const rowHeight = rowHeightRem * rootFontSize();
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan, scrollPaddingStart: rowHeight });
  const lines = virtual.getVirtualItems();
  // Only ever more: with another number of slots every row would be in another.
  const slots = useRef(0);
  slots.current = Math.max(slots.current, lines.length);
  const tracks = [...(selectLabel === undefined ? [] : [boxTrack]), ...columns.map(({ width }) => width)];
  const [first, last] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0];
  useEffect(() => { onShown?.(first, last); }, [onShown, first, last]);
  useEffect(() => { virtual.measure(); }, [rowHeight, virtual]);

  const rowAt = (index: number): Row | undefined => {
    const item = items[index];
    return item?.kind === 'row' ? item.row : undefined;
  };
  const rest = useRest((index) => {
    const row = rowAt(index);
    if (row !== undefined) onRest?.(row);
  });
  const idsOf = (from: number, to: number): string[] => rangeOf(from, to).map(rowAt).filter((row) => row !== undefined).map(rowId);
  const moveTo = (index: number, extend: boolean): void => {
    setActive(index);
    rest(index);
    virtual.scrollToIndex(index);
    if (extend) onSelect(new Set(idsOf(anchor, index)));
    else setAnchor(index);
  };
  const toggle = (index: number): void => {
    const row = rowAt(index);
    if (row === undefined) return;
    const next = new Set(selected);
    if (!next.delete(rowId(row))) next.add(rowId(row));
    onSelect(next);
    setAnchor(index);
  };
  const isTyping = (): boolean => typed.current.text !== '' && performance.now() - typed.current.at < typeAheadMs;
  const findTyped = (letter: string): void => {
    typed.current = { text: (isTyping() ? typed.current.text : '') + letter.toLowerCase(), at: performance.now() };
    const found = items.findIndex((item) => item.kind === 'row' && typeAhead(item.row).toLowerCase().startsWith(typed.current.text));
    if (found >= 0) moveTo(found, false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current || items.length === 0) return;
    const page = Math.max(1, Math.floor((scroller.current.clientHeight - rowHeight) / rowHeight));
    const target = moveInRows(event.key, { current, count: items.length, page });
    const item = items[current];
    const row = rowAt(current);
    if (target !== undefined) moveTo(target, event.shiftKey);
    // Within a word that is being typed a space belongs to it.
    else if (event.key === ' ' && isTyping()) findTyped(event.key);
    else if (item?.kind === 'group' && (event.key === 'Enter' || event.key === ' ')) turn(item.group);
    else if (event.key === 'Enter' && row !== undefined) onOpen(row);
    else if (event.key === ' ') toggle(current);
    else if (event.key === 'Escape' && selected.size > 0) onSelect(new Set());
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelect(new Set(sorted.map(rowId)));
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) findTyped(event.key);
    else return;
    event.preventDefault();
  };
  const lineOf = (event: MouseEvent): number => Number((event.target as Element).closest<HTMLElement>('[data-line]')?.dataset['line'] ?? -1);
  const onClick = (event: MouseEvent): void => {
    const index = lineOf(event);
    const item = items[index];
    if (item === undefined) return;
    setActive(index);
    const row = rowAt(index);
    if (item.kind === 'group') turn(item.group);
    if (row === undefined) return;
    if (event.shiftKey) onSelect(new Set(idsOf(anchor, index)));
    else if (event.ctrlKey || event.metaKey || (event.target as Element).closest('.grid-check') !== null) toggle(index);
    else {
      onSelect(new Set([rowId(row)]));
      setAnchor(index);
    }
  };

  if (rows.length === 0) return <div className="grid-empty">{empty}</div>;
  return (
    <div
      ref={scroller} className="grid" role="grid" tabIndex={0} aria-label={label} aria-rowcount={items.length + 1} aria-multiselectable={selectLabel !== undefined}
      style={{ '--tracks': tracks.join(' '), '--least': `${String(leastWidthRem(tracks))}rem` } as CSSProperties}
      aria-activedescendant={focused && current >= 0 ? `${id}-${String(current)}` : undefined} data-focus={focused || undefined}
      onKeyDown={onKeyDown} onFocus={(event) => { setFocused(event.target === event.currentTarget); }} onBlur={() => { setFocused(false); }}
    >
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className="grid-row">
          {selectLabel === undefined ? null : <span role="columnheader" className="grid-check"><span className="visually-hidden">{selectLabel}</span></span>}
          {columns.map((column) => {
            const direction = sorting?.column === column.id ? (sorting.down ? 'descending' : 'ascending') : undefined;
            return (
              <span key={column.id} role="columnheader" data-end={column.alignEnd} {...(direction === undefined ? {} : { 'aria-sort': direction })}>
                {column.sortValue === undefined ? column.title : (
                  <button
                    type="button" className="grid-sort"
                    onClick={() => { setSorting(direction === 'descending' ? null : { column: column.id, down: direction === 'ascending' }); }}
                  >
                    <span className="truncate">{column.title}</span>
                    {direction === undefined ? null : direction === 'ascending' ? <ArrowUp size={13} aria-hidden /> : <ArrowDown size={13} aria-hidden />}
                  </button>
                )}
              </span>
            );
          })}
        </div>
      </div>
      <div
        role="rowgroup" className="grid-body" style={{ blockSize: virtual.getTotalSize() }} aria-owns={virtual.isScrolling ? undefined : lines.map(({ index }) => `${id}-${String(index)}`).join(' ')}
        onClick={onClick} onPointerOver={(event) => { rest(lineOf(event)); }} onPointerLeave={() => { rest(-1); }}
        onDoubleClick={(event) => {
          const row = rowAt(lineOf(event));
          if (row !== undefined) onOpen(row);
        }}
      >
        {inSlots(lines, slots.current).map((line, slot) => {
          const item = line === undefined ? undefined : items[line.index];
          if (line === undefined || item === undefined) return null;
          const { index, start, size } = line;
          const placed = { id: `${id}-${String(index)}`, index, start, size, active: index === current };
          return item.kind === 'group'
            ? <GroupRow key={slot} {...placed} item={item} columns={columns.length + (selectLabel === undefined ? 0 : 1)} />
            : <GridRow key={slot} {...placed} row={item.row} columns={columns} selected={selectLabel === undefined ? undefined : selected.has(rowId(item.row))} />;
        })}
      </div>
    </div>
  );
}
