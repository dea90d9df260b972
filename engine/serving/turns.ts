/** Work that waits for its turn, or has it. */
export interface Turn {
  /** Settles when it is this work's turn. */
  taken(): Promise<void>;
  /** Lets others go first until it is taken again; at the end, for good. */
  give(): void;
}

export interface Turns {
  /** Work that may do its part only while no other does; `ready` tells whether it would begin now. */
  add(ready: () => boolean): Turn;
  /** Looks again who is ready. */
  look(): void;
}

interface Waiting {
  readonly owner: Turn;
  readonly ready: () => boolean;
  readonly begin: () => void;
}

/** One at a time, in order of asking; who is not ready is passed over. */
export function createTurns(): Turns {
  let owner: Turn | undefined;
  let waiting: Waiting[] = [];

  function look(): void {
    if (owner !== undefined) return;
    const next = waiting.find(({ ready }) => ready());
    if (next === undefined) return;
    owner = next.owner;
    waiting = waiting.filter((entry) => entry !== next);
    next.begin();
  }

  return {
    add(ready) {
      const turn: Turn = {
        taken: () => new Promise((begin) => {
          waiting.push({ owner: turn, ready, begin });
          look();
        }),
        give() {
          waiting = waiting.filter((entry) => entry.owner !== turn);
          if (owner === turn) owner = undefined;
          look();
        },
      };
      return turn;
    },
    look,
  };
}
