import { memo } from 'react';
import type { ReactNode } from 'react';
import { Check, ChevronRight } from 'lucide-react';
import { useFormats } from '../i18n/format.ts';
import type { GridItem } from './grid-items.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `8rem`, `minmax(12rem, 2fr)`. */
  readonly width: string;
  readonly render: (row: Row) => ReactNode;
  readonly sortValue?: (row: Row) => string | number;
  readonly alignEnd?: boolean;
  readonly isRowHeader?: boolean;
}

export interface PlacedLine {
  readonly id: string;
  /** Among all lines, 0-based. */
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly size: number;
  readonly active: boolean;
}

export interface GridRowProps<Row> extends PlacedLine {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  /** Undefined where nothing is done with chosen rows. */
  readonly selected: boolean | undefined;
}

function PlainGridRow<Row>({ id, index, start, size, active, row, columns, selected }: GridRowProps<Row>) {
  return (
    <div
      id={id} role="row" aria-rowindex={index + 2} {...(selected === undefined ? {} : { 'aria-selected': selected })} className="grid-row" data-line={index} data-active={active || undefined} data-selected={selected === true || undefined}
      style={{ transform: `translateY(${String(start)}px)`, blockSize: size }}
    >
      {selected === undefined ? null : <span role="gridcell" className="grid-check"><span className="grid-box" aria-hidden>{selected ? <Check size={13} strokeWidth={3} /> : null}</span></span>}
      {columns.map((column) => <span key={column.id} role={column.isRowHeader === true ? 'rowheader' : 'gridcell'} data-end={column.alignEnd} className="truncate">{column.render(row)}</span>)}
    </div>
  );
}

/** One row of a grid; it is drawn anew only when something of it changes. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;

export interface GroupRowProps extends PlacedLine {
  readonly item: Extract<GridItem<unknown>, { readonly kind: 'group' }>;
  readonly columns: number;
}

/** The heading of a group of rows. */
export function GroupRow({ id, index, start, size, active, item, columns }: GroupRowProps) {
  const { number } = useFormats();
  return (
    <div id={id} role="row" aria-rowindex={index + 2} className="grid-row grid-group" data-line={index} data-active={active || undefined} style={{ transform: `translateY(${String(start)}px)`, blockSize: size }}>
      <span role="gridcell" aria-colspan={columns}>
        <button type="button" tabIndex={-1} aria-expanded={item.open} className="grid-group-title"><ChevronRight size={15} className="mirrored" data-open={item.open || undefined} aria-hidden />{item.group}<span className="quiet number">{number(item.count)}</span></button>
      </span>
    </div>
  );
}
