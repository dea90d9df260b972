import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { call } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';

export type DocumentChange = CallInput<'changeDocuments'>['change'];

/** What was described, and the way back to what the documents said before. */
export interface Described {
  readonly count: number;
  /** Answers why it could not be undone. */
  readonly undo: () => Promise<ToldFailure | null>;
}

/** What a document says now of that which a change sets. */
export function saidBefore({ title, exhibit, language, confidentiality, source }: Pick<DocumentRow, 'title' | 'exhibit' | 'language' | 'confidentiality' | 'source'>, change: DocumentChange): DocumentChange {
  return {
    ...(change.title === undefined ? {} : { title }), ...(change.exhibit === undefined ? {} : { exhibit: exhibit ?? null }), ...(change.language === undefined ? {} : { language: language ?? null }),
    ...(change.confidentiality === undefined ? {} : { confidentiality }), ...(change.source === undefined && change.fillSource === undefined ? {} : { source }),
  };
}

/** The way back from a change that documents are about to get. */
export function beforeChange(documents: readonly DocumentRow[], change: DocumentChange): Described {
  const alike = Map.groupBy(documents, (document) => JSON.stringify(saidBefore(document, change)));
  return {
    count: documents.length,
    async undo() {
      for (const [said, group] of alike) {
        const result = await call('changeDocuments', { documents: group.map(({ id }) => id), change: JSON.parse(said) as DocumentChange });
        if (!result.ok) return result.failure;
      }
      return null;
    },
  };
}
