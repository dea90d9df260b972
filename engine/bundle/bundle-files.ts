import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { BundleFile } from './bundle-file.ts';
import type { BundleEntry, BundlePlan } from './bundle-plan.ts';
import { isRightToLeft } from './bundle-words.ts';
import type { OwnPages } from './own-pages.ts';

// Marks, a cross-reference entry and a part of the bookmarks, for each page.
const overheadOfPage = 1_500;

interface OpenFile {
  readonly file: BundleFile;
  bytes: number;
  pages: number;
}

/** What the files of a bundle are made with. */
export interface FilesOf {
  readonly pools: WorkerPools;
  readonly plan: BundlePlan;
  readonly own: OwnPages;
  readonly write: (chunk: Uint8Array, file: number) => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** The files of a bundle on their way: one, unless the plan splits. All stay open until the end, because the index in the first one speaks of all. */
export class BundleFiles {
  readonly #of: FilesOf;
  readonly #open: OpenFile[] = [];

  constructor(of: FilesOf) {
    this.#of = of;
  }

  get files(): readonly BundleFile[] {
    return this.#open.map(({ file }) => file);
  }

  get last(): number {
    return this.#open.length - 1;
  }

  at(file: number): BundleFile {
    return this.#fileAt(file).file;
  }

  close(): void {
    for (const { file } of this.#open) file.placer.close();
  }

  /** Waits until everything that was placed is written: only then may others write. */
  async written(): Promise<void> {
    for (const { file } of this.#open) await file.placer.written();
  }

  /** Gives the workers of all other files back. */
  async keepOnly(kept: BundleFile): Promise<void> {
    for (const { file } of this.#open) if (file !== kept) await file.placer.finish();
  }

  /** The same for all, once everything is written. */
  async finish(): Promise<void> {
    for (const { file } of this.#open) await file.placer.finish();
  }

  async begin(): Promise<Result<undefined, Failure>> {
    const { pools, plan, own, write, signal } = this.#of;
    const at = this.#open.length;
    const file = new BundleFile({ write: (chunk) => write(chunk, at), rightToLeft: isRightToLeft(plan.language), pool: pools.document, signal });
    await file.begin();
    this.#open.push({ file, bytes: 0, pages: 0 });
    return own.shapeWords(file);
  }

  /** The file that entries of so many bytes go into: a file that would grow too large is followed by another. */
  async fileFor(entries: readonly BundleEntry[], bytes: number): Promise<Result<number, Failure>> {
    const { split } = this.#of.plan;
    const pages = entries.reduce((sum, entry) => sum + (entry.pages ?? 1), 0);
    const added = bytes + pages * overheadOfPage;
    const open = this.#fileAt(this.last);
    const tooLarge = (split?.bytes !== undefined && open.bytes + added > split.bytes) || (split?.pages !== undefined && open.pages + pages > split.pages);
    if (tooLarge && open.pages > 0) {
      const begun = await this.begin();
      if (!begun.ok) return begun;
    }
    const into = this.#fileAt(this.last);
    into.bytes += added;
    into.pages += pages;
    return success(this.last);
  }

  #fileAt(file: number): OpenFile {
    const open = this.#open[file];
    if (open === undefined) throw new Error('a bundle has no such file');
    return open;
  }
}
