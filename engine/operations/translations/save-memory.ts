import type { Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { success, type Result } from '../../../shared/result.ts';
import { writeTmx } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { writeNewFile } from '../write-new-file.ts';
import { alignDocuments, type AlignedSide } from './align-documents.ts';

/** Writes the linked sentences of a translation as a translation memory (TMX). Fails as `alignDocuments` does, or as writing files fails. Answers how many units. */
export async function saveMemory(vault: Vault, translation: DocumentId, out: string): Promise<Result<{ readonly units: number }, Failure>> {
  const pair = alignDocuments(vault, translation);
  if (!pair.ok) return pair;
  const { original, translation: target, links } = pair.value;
  const units = links.filter((link) => link.original.length > 0 && link.translation.length > 0)
    .map((link) => ({ [original.language]: said(original, link.original), [target.language]: said(target, link.translation) }));
  return writeNewFile(out, async (write) => {
    await write(writeTmx(original.language, units));
    return success({ units: units.length });
  });
}

function said({ sentences }: AlignedSide, indexes: readonly number[]): string {
  return indexes.map((index) => sentences[index]?.text ?? '').join(' ');
}
