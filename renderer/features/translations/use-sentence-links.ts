import { useState } from 'react';
import { joinLinks, splitLink, unlink } from './edit-links.ts';
import type { Link } from './edit-links.ts';
import type { Aligning, Difference } from './use-alignment.ts';

export interface SentenceLinks {
  /** Row at hand, among those shown; -1 where none is. */
  readonly current: number;
  readonly link: Link | undefined;
  /** What differs in the link at hand. */
  readonly here: readonly Difference[];
  readonly allLooked: boolean;
  /** Links chosen to be joined, as indexes among all. */
  readonly chosen: ReadonlySet<number>;
  readonly setActive: (row: number) => void;
  readonly moveTo: (row: number) => void;
  readonly toDifference: (direction: 1 | -1) => void;
  /** Chooses a link, or no longer. */
  readonly turn: (index: number | undefined) => void;
  readonly chooseNone: () => void;
  readonly join: () => void;
  readonly part: () => void;
  readonly split: () => void;
  readonly undo: () => void;
  /** Marks what differs here as looked at, or takes the marks back where all is. */
  readonly look: () => void;
}

export interface SentenceLinksOptions {
  readonly aligning: Aligning;
  /** Links that a filter leaves, as indexes among all. */
  readonly shown: readonly number[];
  /** The row to begin with. */
  readonly row: number;
  readonly readOnly: boolean;
  readonly bringIntoView: (row: number, align: 'auto' | 'center') => void;
}

/** The link at hand, those chosen beside it, and what can be done with them. */
export function useSentenceLinks({ aligning, shown, row, readOnly, bringIntoView }: SentenceLinksOptions): SentenceLinks {
  const { alignment, save, undo, look, reopen } = aligning;
  const [active, setActive] = useState(row);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const current = Math.min(active, shown.length - 1);
  const at = shown[current] ?? -1;
  const links = alignment?.links ?? [];
  const differences = alignment?.differences ?? [];
  const here = differences.filter((one) => one.link === at);
  const allLooked = here.length > 0 && here.every(({ looked }) => looked !== undefined);
  const chooseNone = (): void => { setChosen(new Set()); };
  const change = (next: readonly Link[]): void => {
    chooseNone();
    if (next !== links) void save(next);
  };
  // Alone, the link at hand is joined with the one below it.
  const joined = (): ReadonlySet<number> => (chosen.size > 1 ? chosen : new Set([Math.max(0, at), Math.max(0, at) + 1]));
  return {
    current, here, allLooked, chosen, setActive, chooseNone,
    link: links[at],
    moveTo(target) {
      const next = Math.min(Math.max(0, target), shown.length - 1);
      setActive(next);
      bringIntoView(next, 'auto');
    },
    toDifference(direction) {
      // What nobody has looked at comes first; where nothing is left, all of them.
      const open = differences.filter(({ looked }) => looked === undefined);
      const differing = new Set((open.length > 0 ? open : differences).map((one) => one.link));
      const order = shown.flatMap((index, place) => (differing.has(index) ? [place] : []));
      const next = direction === 1 ? order.find((place) => place > current) ?? order[0] : order.findLast((place) => place < current) ?? order.at(-1);
      if (next === undefined) return;
      setActive(next);
      bringIntoView(next, 'center');
    },
    turn(index) {
      if (index === undefined) return;
      const next = new Set(chosen);
      if (!next.delete(index)) next.add(index);
      setChosen(next);
    },
    join: () => { change(joinLinks(links, joined())); },
    part: () => { change(unlink(links, at)); },
    split: () => { change(splitLink(links, at)); },
    undo() {
      chooseNone();
      void undo?.();
    },
    look() {
      if (readOnly || here.length === 0) return;
      if (allLooked) void reopen(here);
      else void look(here.filter(({ looked }) => looked === undefined));
    },
  };
}
