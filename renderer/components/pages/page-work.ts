/** What is done for pages, the most urgent first: what is in view, what is about to be, what only helps to find one's way. */
const urgencies = ['seen', 'seen-words', 'near', 'near-words', 'small', 'sizes'] as const;
export type Urgency = (typeof urgencies)[number];

/** The more urgent of two. */
export function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return urgencies.indexOf(one) <= urgencies.indexOf(other) ? one : other;
}

interface Waiting {
  readonly rank: number;
  readonly work: () => Promise<unknown>;
}

/** Work on pages that waits for its turn. */
export interface PageWork {
  /** Adds work, which must not reject; the returned function takes it back, to no effect once it has begun. */
  readonly add: (urgency: Urgency, work: () => Promise<unknown>) => () => void;
}

// One page is painted while the last one travels and is decoded; more would only stand in the way of what is wanted next.
const usualAtOnce = 2;
// What only helps to find one's way leaves a place free: somebody may turn to another page at any moment.
const leavesFree = urgencies.indexOf('small');

/** A queue that holds all but `atOnce` pieces of work back in the window, where it is known what is still wanted. */
export function createPageWork(atOnce = usualAtOnce): PageWork {
  const waiting = new Set<Waiting>();
  let running = 0;

  function next(): void {
    if (running >= atOnce) return;
    let first: Waiting | undefined;
    for (const one of waiting) if (first === undefined || one.rank < first.rank) first = one;
    if (first === undefined || (first.rank >= leavesFree && running > 0 && running >= atOnce - 1)) return;
    waiting.delete(first);
    running += 1;
    void first.work().finally(() => {
      running -= 1;
      next();
    });
    next();
  }

  return {
    add(urgency, work) {
      const one = { rank: urgencies.indexOf(urgency), work };
      waiting.add(one);
      // What is asked for in the same turn is put in order before any of it begins.
      queueMicrotask(next);
      return () => void waiting.delete(one);
    },
  };
}

/** The window's one queue: all viewers share the engine. */
export const pageWork = createPageWork();
