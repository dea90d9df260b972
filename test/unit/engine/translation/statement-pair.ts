import { fileURLToPath } from 'node:url';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { pairTranslation } from '../../../../engine/operations/pair-translation.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newVault, value } from '../vault/case-for-tests.ts';

export const ukrainian = 'p12-uk' as DocumentId;
export const english = 'p12-en' as DocumentId;

/** The demonstration's Ukrainian statement and its English translation in a new case, read and paired, with the witness in the register. */
export async function statementPair(): Promise<{ readonly vault: Vault; readonly engine: Engine }> {
  const vault = await newVault();
  const engine = createEngine();
  const file = (name: string): string => fileURLToPath(new URL(`../../../../resources/demo/evidence/${name}`, import.meta.url));
  value(await takeIn(engine, vault, [
    { path: file('statement-verbytska-uk.pdf'), id: ukrainian, title: 'Statement of a witness (Ukrainian)', language: 'uk', exhibit: 'P-1' },
    { path: file('statement-verbytska-en.pdf'), id: english, title: 'Statement of a witness (translation)', language: 'en' },
  ]));
  value(await readDocuments(engine, vault, {}));
  vault.persons.put({ pseudonym: 'Witness P-12', names: ['Олена Вербицька', 'Олена Петрівна Вербицька', 'Olena Verbytska', 'Olena Petrivna Verbytska'], protected: true, child: false });
  vault.bundle.put({ title: 'Trial bundle', sections: [{ title: 'A. Statements', entries: [ukrainian] }] });
  value(pairTranslation(vault, english, ukrainian, { name: 'Daria Melnychenko-Ort' }));
  return { vault, engine };
}

/** The words of a page whose middle lies in one of the places. */
export function wordsIn(vault: Vault, document: DocumentId, places: readonly { readonly page: number; readonly rect: readonly [number, number, number, number] }[]): string {
  return places.flatMap(({ page, rect: [x, y, width, height] }) => (vault.pageTexts.get(document, page)?.words ?? [])
    .filter(({ rect }) => rect[0] + rect[2] / 2 > x && rect[0] + rect[2] / 2 < x + width && rect[1] + rect[3] / 2 > y && rect[1] + rect[3] / 2 < y + height).map(({ text }) => text)).join(' ');
}
