import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import type { ToldFailure } from '../../shared/failure.ts';
import type { CallOutput, EventValue } from '../../shared/ipc/contract.ts';
import { documentList } from './document-list.ts';

export type ListedDocument = CallOutput<'listDocuments'>['documents'][number];
export type Redaction = CallOutput<'listRedactions'>['redactions'][number];
export type EditionSummary = CallOutput<'listEditions'>['editions'][number];
/** Of the register, without a name. */
export type PersonCard = CallOutput<'listPersonCards'>['persons'][number];
export type Translation = CallOutput<'listTranslations'>['translations'][number];
export type BundlePlan = NonNullable<CallOutput<'getBundle'>['bundle']>;
export type Release = CallOutput<'listReleases'>['releases'][number];
export type CaseSummary = CallOutput<'openCase'>;

/** A document with what lists sort and filter by. */
export interface DocumentRow extends ListedDocument {
  /** Place in the order of intake, 0-based. */
  readonly order: number;
  /** Folded title, name and exhibit number, for filters. */
  readonly folded: string;
}

/** A job that runs. */
export interface JobRow {
  readonly job: string;
  readonly kind: EventValue<'jobProgress'>['kind'];
  readonly state: EventValue<'jobState'>['state'];
  readonly canPause: boolean;
  readonly progress: EventValue<'jobProgress'> | null;
  readonly startedAt: number;
}

/** Work that did not end as wished: it failed, or refused single files. */
export interface TroubleRow {
  readonly job: string;
  readonly kind: JobRow['kind'];
  readonly endedAt: number;
  readonly troubles: readonly { readonly name?: string; readonly failure: ToldFailure }[];
}

/** Singletons of the open case, by name. */
export interface CaseParts {
  /** Cards of the register; `null` where it is closed to this identity. */
  readonly persons: readonly PersonCard[] | null;
  readonly editions: readonly EditionSummary[];
  readonly translations: readonly Translation[];
  readonly bundle: BundlePlan | null;
  readonly releases: readonly Release[];
  readonly overview: CallOutput<'caseOverview'>;
  /** Of a received release, and what its reviewer noted. */
  readonly review: CallOutput<'getReview'>;
  /** Answers to releases of this case. */
  readonly answers: CallOutput<'listAnswers'>['answers'];
}

export interface PartRow<Name extends keyof CaseParts = keyof CaseParts> {
  readonly name: Name;
  readonly value: CaseParts[Name];
}

/** The window's live read model but for the list of documents, in a profile kept in memory only. Truth is the vault; this is emptied on lock. */
export class ReadModel extends Dexie {
  readonly parts!: Table<PartRow, string>;
  readonly jobs!: Table<JobRow, string>;
  readonly redactions!: Table<Redaction, string>;
  readonly troubles!: Table<TroubleRow, string>;

  constructor() {
    super('custodia-read-model');
    this.version(1).stores({ parts: 'name', jobs: 'job, startedAt', troubles: 'job, endedAt', redactions: 'id, edition, [edition+document]' });
  }

  /** Of the jobs that run now, each once. */
  async runningKinds(): Promise<readonly JobRow['kind'][]> {
    return [...new Set((await this.jobs.orderBy('startedAt').toArray()).map(({ kind }) => kind))];
  }

  /** Forgets everything of the case, the list of documents at once. */
  async forget(): Promise<void> {
    documentList.forget();
    await this.transaction('rw', this.parts, this.redactions, this.troubles, async () => {
      await Promise.all([this.parts.clear(), this.redactions.clear(), this.troubles.clear()]);
    });
  }
}

export const readModel = new ReadModel();
