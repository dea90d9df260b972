/** Turns writes into a stream: each write waits until its chunk was taken, so that the writer never runs ahead. One reader, one writer at a time. */
export interface ChunkPipe {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly write: (chunk: Uint8Array) => Promise<void>;
  end(): void;
  /** Ends the stream with an error for its reader. */
  fail(error: unknown): void;
}

interface Offer {
  readonly chunk: Uint8Array;
  readonly taken: () => void;
  readonly refused: (error: Error) => void;
}

export function createChunkPipe(): ChunkPipe {
  const offers: Offer[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let readerGone = false;
  let wake: () => void = () => undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const offer = offers[0];
        if (offer !== undefined) {
          yield offer.chunk;
          offers.shift();
          offer.taken();
        } else if (ended !== undefined) {
          if ('error' in ended) throw ended.error;
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      readerGone = true;
      for (const { refused } of offers.splice(0)) refused(new Error('nobody reads this stream any more'));
    }
  }

  return {
    chunks: read(),
    write: (chunk) =>
      new Promise((taken, refused) => {
        if (readerGone) {
          refused(new Error('nobody reads this stream any more'));
          return;
        }
        offers.push({ chunk, taken, refused });
        wake();
      }),
    end() {
      ended = {};
      wake();
    },
    fail(error) {
      ended = { error };
      wake();
    },
  };
}
