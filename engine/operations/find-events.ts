import type { CustodyAction } from '../../shared/case-model/custody.ts';
import { foldForFilter } from '../../shared/fold-for-filter.ts';
import type { LoggedEvent, StoredDocument, Vault } from '../vault/index.ts';

/** Which events of the log are looked for. */
export interface EventFilter {
  readonly object?: string | undefined;
  /** Each stands in what the event tells, or names its action: `text` is folded. */
  readonly words: readonly { readonly text: string; readonly actions: readonly CustodyAction[] }[];
}

const eventsAtOnce = 500;

/** Answers the 0-based indexes, in order, of the events from `from` on that a filter leaves; other work goes on meanwhile. Throws the signal's reason when it is aborted. */
export async function findEvents(vault: Vault, filter: EventFilter, options: { readonly from: number; readonly documents: readonly StoredDocument[]; readonly signal: AbortSignal }): Promise<readonly number[]> {
  const matches = matcher(filter, options.documents);
  const found: number[] = [];
  let read = 0;
  for (const event of vault.events(options.from)) {
    if (matches(event)) found.push(event.index);
    read += 1;
    if (read % eventsAtOnce > 0) continue;
    await new Promise(setImmediate);
    options.signal.throwIfAborted();
  }
  return found;
}

function matcher({ object, words }: EventFilter, documents: readonly StoredDocument[]): (event: LoggedEvent) => boolean {
  const known = new Map<string, StoredDocument>(documents.map((document) => [document.id, document]));
  const folded = new Map<string, string>();
  const nameOf = (id: string): string => {
    const before = folded.get(id);
    if (before !== undefined) return before;
    const document = known.get(id);
    const text = foldForFilter(document === undefined ? id : `${document.exhibit ?? ''} ${document.title} ${id}`);
    folded.set(id, text);
    return text;
  };
  const said = ({ at, reason, sha256, facts }: LoggedEvent): string => foldForFilter(`${at.slice(0, 10)} ${reason ?? ''} ${sha256 ?? ''} ${Object.values(facts ?? {}).join(' ')}`);
  return (event) => {
    if (object !== undefined && event.object !== object) return false;
    return words.every(({ text, actions }) => actions.includes(event.action) || (event.object !== undefined && nameOf(event.object).includes(text)) || said(event).includes(text));
  };
}
