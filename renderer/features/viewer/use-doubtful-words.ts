import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { Rect } from '../../../shared/geometry.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { call } from '../../engine-client.ts';

export type DoubtfulWord = CallOutput<'listDoubtfulWords'>['words'][number];

const mostAtOnce = 1000;

export interface DoubtfulWords {
  /** In reading order; null while they are not asked for or not there yet. */
  readonly words: readonly DoubtfulWord[] | null;
  readonly index: number;
  readonly current: DoubtfulWord | undefined;
  readonly failure: ToldFailure | null;
  readonly step: (by: 1 | -1) => void;
  /** Corrects the current word, or confirms it where `text` is what was read; the next one follows. */
  readonly check: (text: string) => Promise<DoubtfulWord | null>;
}

/** The words of a document that recognition was not sure of, one of them the current: that at `first`, or the first on or after the page. */
export function useDoubtfulWords(document: string, wanted: boolean, { page, first }: { readonly page: number; readonly first: Rect | undefined }): DoubtfulWords {
  const [words, setWords] = useState<readonly DoubtfulWord[] | null>(null);
  const [index, setIndex] = useState(0);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    setWords(null);
    if (!wanted) return undefined;
    let stale = false;
    void call('listDoubtfulWords', { document: document as DocumentId, from: 0, limit: mostAtOnce }).then((result) => {
      if (stale) return;
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
      const found = [...result.value.words].sort((a, b) => a.page - b.page || a.rect[1] - b.rect[1] || a.rect[0] - b.rect[0]);
      const asked = first === undefined ? -1 : found.findIndex((word) => word.page === page && word.rect.every((value, at) => value === first[at]));
      setWords(found);
      setIndex(asked >= 0 ? asked : Math.max(0, found.findIndex((word) => word.page >= page)));
    });
    return () => { stale = true; };
    // Where one is when they are asked for decides; turning pages later does not.
  }, [document, wanted]);
  const count = words?.length ?? 0;
  const at = Math.min(index, Math.max(0, count - 1));
  const current = words?.[at];
  const step = useCallback((by: 1 | -1) => { setIndex((known) => (count === 0 ? 0 : (Math.min(known, count - 1) + by + count) % count)); }, [count]);
  const check = useCallback(async (text: string): Promise<DoubtfulWord | null> => {
    if (current === undefined) return null;
    const result = await call('checkWord', { document: current.document, page: current.page, rect: current.rect, was: current.text, text });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return null;
    setWords((known) => known?.filter((word) => word !== current) ?? null);
    return current;
  }, [current]);
  return { words, index: at, current, failure, step, check };
}
