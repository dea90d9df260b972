import type { Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import { success, type Result } from '../../shared/result.ts';
import { readDocument } from '../reading/index.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';

const joinedScript = /\p{Script=Arabic}/u;

/**
 * Pages whose own text cannot be relied on to find a name: joined scripts are often stored so that letters come out doubled, torn apart or out of
 * order, while the page shows the name plainly.
 */
export function pagesToReadAgain(pages: readonly PageText[]): readonly number[] {
  return pages.filter(({ source, words }) => source === 'text' && words.some(({ text }) => joinedScript.test(text))).map(({ page }) => page);
}

/** How a redaction has its painted pages recognised. */
export function readerOf(engine: Engine, languages: readonly string[], { signal }: RunOptions): (pictures: Uint8Array) => Promise<Result<readonly PageText[], Failure>> {
  return (pictures) => readDocument(engine.pools, pictures, { forceOcr: true, languages, signal });
}

/** Reads those pages as they look. Empty where there are none; fails as recognition does. */
export async function readAgain(engine: Engine, pdf: Uint8Array, pages: readonly PageText[], options: RunOptions = {}): Promise<Result<readonly PageText[], Failure>> {
  const again = pagesToReadAgain(pages);
  if (again.length === 0) return success([]);
  const languages = [...new Set(pages.flatMap(({ language }) => language ?? []))];
  return readDocument(engine.pools, pdf, { pages: again, forceOcr: true, languages: languages.length > 0 ? languages : ['ar'], signal: options.signal, report: options.report });
}
