import type { HostEngine, SendEvent } from './host-engine.ts';

/** Files that the application was opened with, on their way to its window. */
export interface FileOffers {
  /** Offers files now, or as soon as the window listens. */
  offer(paths: readonly string[]): void;
}

export interface FileOffersOptions {
  /** The engine, once there is one. */
  readonly engine: Promise<Pick<HostEngine, 'tokensFor'>>;
  /** Settles when the window listens. */
  readonly drawn: Promise<unknown>;
  readonly send: SendEvent;
  readonly onBug: (error: unknown) => void;
}

/** A script for the window, which settles once it has drawn itself: from then on it hears what it is told. */
export const untilDrawn = "new Promise((resolve) => { const look = () => { setTimeout(document.querySelector('h1') === null ? look : resolve, 100); }; look(); })";

/** Keeps what is offered before the window listens; after that passes it on, in the order of offering. */
export function createFileOffers({ engine, drawn, send, onBug }: FileOffersOptions): FileOffers {
  // A window that is closed before it has drawn itself hears of nothing.
  const listens = drawn.then(() => true, () => false);
  let last: Promise<void> = Promise.resolve();
  return {
    offer(paths) {
      if (paths.length === 0) return;
      last = last.then(async () => {
        if (!await listens) return;
        const files = await (await engine).tokensFor(paths);
        if (files.length > 0) send('filesOffered', { files });
      }).catch(onBug);
    },
  };
}
