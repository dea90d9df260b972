import type { ToldFailure } from '../../../shared/failure.ts';
import type { PageSize } from '../../../shared/geometry.ts';
import type { DocumentId, EditionName } from '../../../shared/identifiers.ts';
import { success } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { pageWork } from '../../components/pages/page-work.ts';
import { call } from '../../engine-client.ts';

export interface SizesOptions {
  readonly edition?: string | undefined;
  /** Told once the first sizes are known, with those of the other pages guessed; undefined where all are known at once. */
  readonly onFirst?: (pages: readonly PageSize[]) => void;
  /** Whether nobody waits for them any more. */
  readonly isStale?: () => boolean;
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => { pageWork.add('sizes', () => work().then(resolve)); });
}

/** The sizes of a document's pages, as an edition leaves them where one is named. Those of a long document are read piece by piece, behind all other work on pages. */
export async function readPageSizes(document: string, { edition, onFirst, isStale = () => false }: SizesOptions = {}): Promise<Result<readonly PageSize[], ToldFailure>> {
  const which = { document: document as DocumentId, ...(edition === undefined ? {} : { edition: edition as EditionName }) };
  const first = await call('documentPages', which);
  if (!first.ok) return first;
  const { count } = first.value;
  const pages = [...first.value.pages];
  const usual = pages.at(-1);
  if (pages.length >= count || usual === undefined) return success(pages);
  onFirst?.([...pages, ...Array.from({ length: count - pages.length }, () => usual)]);
  while (pages.length < count && !isStale()) {
    const more = await inTurn(() => call('documentPages', { ...which, from: pages.length }));
    if (!more.ok) return more;
    if (more.value.pages.length === 0) break;
    pages.push(...more.value.pages);
  }
  return success(pages);
}

/** Whether two lists of sizes lay pages out alike. */
export function sameSizes(one: readonly PageSize[], other: readonly PageSize[]): boolean {
  return one.length === other.length && one.every(({ widthPt, heightPt }, index) => other[index]?.widthPt === widthPt && other[index].heightPt === heightPt);
}
