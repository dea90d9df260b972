import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { makeRendition } from '../intake/index.ts';
import type { StoredDocument, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { inside, tryPasswords, type AskPassword } from './file-passwords.ts';
import type { IntakeReport } from './intake-report.ts';
import type { RunOptions } from './run-options.ts';
import { isLocked, storeChildren } from './store-document.ts';

/**
 * Takes out of a document of the case what was left inside for want of a password: entries of an archive, protected attachments of a message. What is in the case already stays as it is.
 * Fails with `document-unknown`, `cancelled`, `disk-full`, or as opening the document fails.
 */
export async function openProtected(
  engine: Engine, vault: Vault, request: { readonly document: DocumentId; readonly askPassword: AskPassword }, { signal, report }: RunOptions = {},
): Promise<Result<IntakeReport, Failure>> {
  const document = vault.documents.get(request.document);
  if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: request.document }));
  const { id, name, kind, sha256, language, confidentiality, source } = document;
  const [depth, label] = placeOf(vault, document);
  const bytes = await vault.readWholeObject(document.original);
  const intake = await tryPasswords(
    (password) => makeRendition(engine.pools, { bytes, name, kind, sha256, depth, ...(language === undefined ? {} : { language }), ...(password === undefined ? {} : { password }) }, { signal }),
    { isLocked, label, ask: request.askPassword, first: undefined },
  );
  if (!intake.ok) return refusal({ ...intake.failure, subject: id });
  const stored = await storeChildren({ engine, vault, signal, report, askPassword: request.askPassword }, {
    parent: { id, name, label, confidentiality, source, ...(language === undefined ? {} : { language }) }, intake: intake.value, depth,
  });
  if (stored.ok && stored.value.refused.length === 0) for (const code of ['entry-encrypted', 'attachment-refused']) vault.findings.clear(id, code);
  return stored.ok ? success(stored.value) : stored;
}

/** How many containers a document lies in, and their names with its own. */
function placeOf(vault: Vault, document: StoredDocument): readonly [depth: number, label: string] {
  if (document.parent === undefined) return [0, document.name];
  const parent = vault.documents.get(document.parent);
  if (parent === undefined) return [0, document.name];
  const [depth, label] = placeOf(vault, parent);
  return [depth + 1, `${label}${inside}${document.name}`];
}
