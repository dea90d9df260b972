import type { Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { ArchiveFile } from '../archive/tar-writer.ts';
import { payloadFolder } from '../bag.ts';
import { largestComparedBytes, openBundleComparison, type BundleComparison } from '../bundle-pages/compare-bundle-pages.ts';
import { isBundleFile, type ReadOptions, type ReleaseContents } from '../release-contents.ts';
import type { ReleasedExhibit, ReleaseStatement } from '../release-statement.ts';
import { checkOf, say, sayBecause, saidTogether, type Check, type CheckName, type Fault, type Said } from './check.ts';

/** What came of comparing the pages of the bundle with those of the exhibits. */
export interface PagesChecked {
  readonly checks: readonly Check[];
  readonly notChecked: readonly (Said & { readonly name: CheckName })[];
}

interface Comparing extends ReadOptions {
  readonly pools: WorkerPools;
  /** The files of the release, read once more. */
  readonly files: AsyncIterable<ArchiveFile>;
}

/**
 * Draws every page of every exhibit and the page of the bundle that is to show it, in a worker, and compares the two within the bundle's frame. What cannot be
 * drawn is named as not checked. Fails with `cancelled`, or as reading the files fails by throwing.
 */
export async function checkBundlePages(contents: ReleaseContents, statement: ReleaseStatement, comparing: Comparing): Promise<Result<PagesChecked, Failure>> {
  const placed = statement.exhibits.filter(({ bundlePages }) => bundlePages !== undefined);
  if (placed.length === 0) return success({ checks: [], notChecked: [] });
  const files = [...contents.files.keys()].filter(isBundleFile);
  if (files.length === 0 || contents.bundle.length !== files.length) {
    return success({ checks: [], notChecked: files.length > 0 ? [notChecked(say('bundle-too-large'))] : [notChecked(say('bundle-absent'))] });
  }
  const bundle = await openBundleComparison(comparing.pools, contents.bundle, comparing.signal);
  if (!bundle.ok) return bundle.failure.code === 'cancelled' ? bundle : success({ checks: [{ name: 'bundle-page', holds: false, subject: files.join(', '), ...sayBecause('bundle-unreadable', bundle.failure) }], notChecked: [] });
  try {
    return await compareAll(bundle.value, placed, comparing);
  } finally {
    bundle.value.close();
  }
}

async function compareAll(bundle: BundleComparison, placed: readonly ReleasedExhibit[], comparing: Comparing): Promise<Result<PagesChecked, Failure>> {
  const byPath = new Map(placed.map((exhibit) => [payloadFolder + exhibit.file, exhibit]));
  const total = placed.reduce((sum, { pages }) => sum + pages, 0);
  const faults: Fault[] = [];
  const not: PagesChecked['notChecked'][number][] = [];
  const added: { readonly number: string; readonly pages: number }[] = [];
  let done = 0;
  let compared = 0;
  for await (const file of comparing.files) {
    const exhibit = byPath.get(file.path);
    if (exhibit === undefined) continue;
    comparing.signal?.throwIfAborted();
    if (file.bytes > largestComparedBytes) {
      not.push(notChecked(say('exhibit-too-large', { number: exhibit.number })));
      continue;
    }
    // A file that was changed is told by the other checks; which of its pages were is told here.
    const result = await compareOne(bundle, exhibit, await wholeOf(file), () => comparing.report?.({ step: 'verify', done: Math.min(++done, total), total, unit: 'pages' }));
    if (!result.ok) {
      if (result.failure.code === 'cancelled') return result;
      not.push(notChecked(sayBecause('exhibit-not-compared', result.failure, { number: exhibit.number })));
      continue;
    }
    compared += result.value.pages;
    faults.push(...result.value.faults);
    if (result.value.textAdded > 0) added.push({ number: exhibit.number, pages: result.value.textAdded });
  }
  if (added.length > 0) {
    const pages = added.reduce((sum, one) => sum + one.pages, 0);
    not.push(notChecked(say('bundle-text-added', { pages, numbers: added.map(({ number }) => number).join(', ') })));
  }
  return success({ checks: compared === 0 && faults.length === 0 ? [] : checkOf('bundle-page', faults, say('bundle-pages-same', { pages: compared })), notChecked: not });
}

async function compareOne(bundle: BundleComparison, { number, pages, bundlePages }: ReleasedExhibit, bytes: Uint8Array, onPage: () => void): Promise<Result<{ readonly pages: number; readonly faults: readonly Fault[]; readonly textAdded: number }, Failure>> {
  const [first, last] = bundlePages ?? [0, 0];
  const compared = await bundle.compare(bytes, first, onPage);
  if (!compared.ok) return refusal(compared.failure);
  const faults: Fault[] = compared.value.differences.map(({ page, bundlePage, difference }) => ({ subject: number, page, ...saidTogether(say('bundle-page-at', { page, number, bundlePage }), say(difference)) }));
  const counted = compared.value.pages;
  if (counted !== pages || last - first + 1 !== counted) faults.push({ subject: number, ...say('exhibit-page-count', { number, counted, stated: pages, kept: last - first + 1 }) });
  return success({ pages: counted, faults, textAdded: compared.value.textAdded.length });
}

async function wholeOf(file: ArchiveFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

function notChecked(said: Said): PagesChecked['notChecked'][number] {
  return { name: 'bundle-page', ...said };
}
