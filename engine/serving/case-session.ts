import { failure, type Failure } from '../../shared/failure.ts';
import type { EventValue } from '../../shared/ipc/contract.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, type Result } from '../../shared/result.ts';
import { caseMoved, vaultFailure, type StoredDocument, type Vault } from '../vault/index.ts';

export type LockReason = EventValue<'locked'>['reason'];

/** Work on the open case. `signal` is aborted when the case is locked or closed meanwhile. */
export type CaseWork<T> = (vault: Vault, signal: AbortSignal) => Promise<Result<T, Failure>> | Result<T, Failure>;

/** The one case that the application has open: its keys leave memory only when nothing uses them any more. */
export interface CaseSession {
  readonly state: 'none' | 'locked' | 'open';
  /** Folder of the open or locked case. */
  readonly folder: string | undefined;
  /** Where the identity lies that opened it. */
  readonly identityFile: string | undefined;
  /** Grows with each change of any document. */
  readonly revision: number;
  /** Takes an opened case over; the one before is closed. */
  begin(vault: Vault): Promise<void>;
  /** Fails with `case-locked` when no case is open; with `case-moved` when its folder is gone before or after the work; a full disk or damage that the work meets is a refusal of its own, as `vaultFailure` names it. */
  use<T>(work: CaseWork<T>): Promise<Result<T, Failure>>;
  /** The documents of the case in order of intake, as of the current revision. */
  documents(vault: Vault): readonly StoredDocument[];
  /** How many pages of each document were read, as of the current revision. */
  pagesRead(vault: Vault): ReadonlyMap<DocumentId, number>;
  documentsChanged(documents: readonly DocumentId[]): void;
  lock(reason: LockReason): Promise<void>;
  /** Ends as `lock` does without telling anybody: for work that needs the case closed, and begins it again. */
  release(): Promise<void>;
  close(): Promise<void>;
}

export interface CaseSessionOptions {
  /** Told when a case was opened. */
  readonly onBegun?: () => void;
  readonly onDocuments: (change: EventValue<'documentsChanged'>) => void;
  readonly onLocked: (reason: LockReason) => void;
  /** Told once all work on the case was told to stop, before it is waited for. */
  readonly onEnding?: () => void;
}

interface Opened {
  readonly vault: Vault;
  readonly controller: AbortController;
  readonly uses: Set<Promise<unknown>>;
}

/** A session without a case. */
export function createCaseSession({ onBegun, onDocuments, onLocked, onEnding }: CaseSessionOptions): CaseSession {
  let opened: Opened | undefined;
  let folder: string | undefined;
  let identityFile: string | undefined;
  let revision = 0;
  let listed: { readonly revision: number; readonly documents: readonly StoredDocument[] } | undefined;
  let counted: { readonly revision: number; readonly pages: ReadonlyMap<DocumentId, number> } | undefined;

  async function end(): Promise<void> {
    const ending = opened;
    if (ending === undefined) return;
    // From here on nobody new gets the vault; whoever has it is told to stop and waited for.
    opened = undefined;
    listed = undefined;
    counted = undefined;
    revision++;
    ending.controller.abort();
    onEnding?.();
    await Promise.allSettled(ending.uses);
    await ending.vault.close();
  }

  return {
    get state() {
      return opened !== undefined ? 'open' : folder === undefined ? 'none' : 'locked';
    },
    get folder() {
      return folder;
    },
    get identityFile() {
      return identityFile;
    },
    get revision() {
      return revision;
    },
    async begin(vault) {
      await end();
      opened = { vault, controller: new AbortController(), uses: new Set() };
      folder = vault.folder;
      identityFile = vault.identityFile;
      revision++;
      onBegun?.();
    },
    async use(work) {
      const current = opened;
      if (current === undefined) return refusal(failure('case-locked', folder === undefined ? 'No case is open.' : 'The case is locked.'));
      if (!current.vault.inPlace()) return refusal(caseMoved());
      const running = Promise.resolve(current.vault).then((vault) => work(vault, current.controller.signal));
      current.uses.add(running);
      try {
        const result = await running;
        return current.vault.inPlace() ? result : refusal(caseMoved());
      } catch (error) {
        if (current.controller.signal.aborted) return refusal(failure('case-locked', 'The case was locked meanwhile.'));
        const expected = vaultFailure(error);
        if (expected === undefined) throw error;
        return refusal(expected);
      } finally {
        current.uses.delete(running);
      }
    },
    documents(vault) {
      listed = listed?.revision === revision ? listed : { revision, documents: vault.documents.list() };
      return listed.documents;
    },
    pagesRead(vault) {
      counted = counted?.revision === revision ? counted : { revision, pages: vault.pageTexts.counts() };
      return counted.pages;
    },
    documentsChanged(documents) {
      revision++;
      onDocuments({ revision, documents: [...documents] });
    },
    async lock(reason) {
      if (opened === undefined) return;
      const ended = end();
      onLocked(reason);
      await ended;
    },
    release: end,
    async close() {
      await end();
      folder = undefined;
      identityFile = undefined;
    },
  };
}
