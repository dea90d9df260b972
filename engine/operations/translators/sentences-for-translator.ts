import { failure, type Failure } from '../../../shared/failure.ts';
import type { PageText, Word } from '../../../shared/page-text.ts';
import { rectsIntersect } from '../../../shared/geometry.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { openPdfSession } from '../../pdf/pdf-session.ts';
import { redactedMark } from '../../people/index.ts';
import { sentencesOfPages } from '../../translation/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import { editionSecrets } from '../edition/edition-secrets.ts';
import { redactDocument } from '../edition/redact-document.ts';
import type { Engine } from '../engine.ts';
import type { RunOptions } from '../run-options.ts';

/** What a translator is shown of a document. */
export interface ForTranslator {
  readonly pdf: Uint8Array;
  readonly sentences: readonly string[];
  /** As the edition may read it. */
  readonly title: string;
}

/**
 * A document as a translator may see it: whole, or as an edition leaves it. Words that the redacted file no longer carries stand as `[redacted]` in its sentences. Fails as
 * redacting does, with `usage` where the document has no pages or was not read, and with `leak-found` where a sentence still names what the edition must not show.
 */
export async function forTranslator(engine: Engine, vault: Vault, of: { readonly document: StoredDocument; readonly language: string; readonly edition?: string | undefined }, options: RunOptions): Promise<Result<ForTranslator, Failure>> {
  const { document, language, edition } = of;
  const source = vault.renditions.get(document.id, 'pdf');
  const pages = vault.pageTexts.list(document.id);
  if (source === undefined || pages.length < document.pages || pages.length === 0) return refusal(failure('usage', 'The document has no pages, or was not read yet.', { subject: document.id }));
  const textOf = (shown: readonly PageText[]): string[] => sentencesOfPages(shown, language).map(({ text }) => text);
  if (edition === undefined) return success({ pdf: await vault.readWholeObject(source.object), sentences: textOf(pages), title: document.title });
  const secrets = editionSecrets(vault, edition);
  const redacted = await redactDocument({ engine, vault, edition, secrets, ...options }, document, source);
  if (!redacted.ok) return redacted;
  const pdf = await vault.readWholeObject(redacted.value?.file.object ?? source.object);
  const shown = redacted.value === undefined ? success(pages) : await keptPages(engine, pdf, pages, options);
  if (!shown.ok) return shown;
  const sentences = textOf(shown.value);
  if (sentences.some((sentence) => secrets.shows(sentence))) return refusal(failure('leak-found', 'A sentence of this document still names what the edition must not show.', { subject: document.id }));
  return success({ pdf, sentences, title: secrets.hide(document.title) });
}

/** Pages with a mark for each run of words that the redacted file does not carry any more. */
async function keptPages(engine: Engine, pdf: Uint8Array, pages: readonly PageText[], { signal }: RunOptions): Promise<Result<PageText[], Failure>> {
  const session = await openPdfSession(engine.pools.document, pdf, signal === undefined ? {} : { signal });
  if (!session.ok) return session;
  try {
    const kept: PageText[] = [];
    for (const page of pages) {
      const left = await session.value.words(page.page, signal);
      if (!left.ok) return left;
      kept.push({ ...page, words: marked(page.words, left.value.words) });
    }
    return success(kept);
  } finally {
    session.value.close();
  }
}

/** One mark for a run of words on a line that are gone; a full stop at its end stays, so that what follows is a sentence of its own. */
function marked(words: readonly Word[], left: readonly Word[]): Word[] {
  const shown: Word[] = [];
  let run: Word | undefined;
  for (const [index, word] of words.entries()) {
    if (stands(word, left)) {
      shown.push(word);
      run = undefined;
      continue;
    }
    if (run === undefined || run.line !== word.line) {
      run = word;
      shown.push({ ...word, text: redactedMark });
    }
    const next = words[index + 1];
    const ends = next === undefined || next.line !== word.line || stands(next, left);
    if (ends && /[.?!…。؟]["”»’)]*$/u.test(word.text)) shown[shown.length - 1] = { ...run, text: `${redactedMark}.` };
  }
  return shown;
}

function stands({ text, rect }: Word, left: readonly Word[]): boolean {
  return left.some((other) => rectsIntersect(other.rect, rect) && (other.text === text || other.text.includes(text) || text.includes(other.text)));
}
