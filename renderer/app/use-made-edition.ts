import { useCallback, useEffect, useState } from 'react';
import type { ToldFailure } from '../../shared/failure.ts';
import type { DocumentId, EditionName } from '../../shared/identifiers.ts';
import { runJob } from '../engine-client.ts';

interface Made {
  readonly edition: string;
  /** Nothing in it is redacted: its pages are those of the document itself. */
  readonly whole: boolean;
}

export interface MadeEdition {
  /** Null until the pages are made for the edition that is chosen now. */
  readonly made: Made | null;
  /** Grows each time that pages were made. */
  readonly revision: number;
  /** Makes the pages as the edition leaves them; answers whether they can be shown. */
  readonly make: () => Promise<boolean>;
}

/** The pages of a document as an edition leaves them, made and proved before they are shown; made anew where another edition is chosen while one is `looked` at. */
export function useMadeEdition({ document, edition, looked, onTrouble }: { readonly document: string; readonly edition: string; readonly looked: boolean; readonly onTrouble: (failure: ToldFailure | null) => void }): MadeEdition {
  const [known, setKnown] = useState<Made | null>(null);
  const [revision, setRevision] = useState(0);
  const make = useCallback(async (): Promise<boolean> => {
    const result = await runJob('proveRedactions', { edition: edition as EditionName, documents: [document as DocumentId] });
    onTrouble(result.ok ? null : result.failure);
    if (!result.ok) return false;
    setKnown({ edition, whole: result.value.documents.length === 0 });
    setRevision((before) => before + 1);
    return true;
  }, [document, edition, onTrouble]);
  const made = known?.edition === edition ? known : null;
  useEffect(() => { if (looked && made === null) void make(); }, [looked, made, make]);
  return { made, revision, make };
}
