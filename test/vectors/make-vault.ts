/*
 * Makes the vector of the present format, once, when the format changes: `node test/vectors/make-vault.ts`. What stands in `test/vectors` is
 * never made anew: it is how we know that old cases open for ever.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { formatVersion } from '../../engine/vault/case-folder.ts';
import { createVault } from '../../engine/vault/index.ts';
import type { DocumentId } from '../../shared/identifiers.ts';

const folder = fileURLToPath(new URL(`vault-${formatVersion}`, import.meta.url));
const passphrase = 'seven horses cross the river';
const evidence = Buffer.from('Свідчення свідка, дане добровільно. '.repeat(9000));

async function* original(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(evidence);
}

await mkdir(folder);
const made = await createVault({
  folder: `${folder}/case`, passphrase, keyDerivation: { memoryMiB: 64, passes: 3 },
  head: { title: 'Prosecutor v. Example', reference: 'T20261234', court: 'england-wales-criminal', languages: ['en', 'uk'], by: 'Office of Example' },
});
if (!made.ok) throw new Error(made.failure.message);
const vault = made.value;
const stored = await vault.putObject(original());
const id = 'stmt-uk' as DocumentId;
vault.transaction(() => {
  vault.documents.add({
    id, name: 'statement-uk.txt', title: 'Statement of Witness P-12', language: 'uk', exhibit: 'P-1', kind: 'text', sha256: stored.sha256, bytes: stored.bytes, pages: 1,
    confidentiality: 'parties', source: {}, takenInAt: '2026-03-01T10:00:00.000Z', original: stored.objectId,
  });
  vault.pageTexts.put(id, { page: 1, widthPt: 595, heightPt: 842, source: 'text', words: [{ text: 'Свідчення', rect: [72, 72, 80, 12], line: 0 }] });
  vault.search.put({ document: id, page: 1, folded: 'свідчення свідка', original: 'Свідчення свідка' });
  vault.appendEvent({ action: 'document-taken-in', object: id, sha256: stored.sha256 });
});
vault.persons.put({ pseudonym: 'Witness P-12', names: ['Олена Коваль', 'Olena Koval'], protected: true, child: false });
const sheet = await vault.makeRecoverySheet();
const shares = await vault.makeRecoveryShares({ needed: 2, of: 3 });
if (!sheet.ok || !shares.ok) throw new Error('no recovery');
const expected = {
  passphrase, words: sheet.value.words.join(' '), shares: shares.value.shares, caseId: vault.caseId, recipient: vault.identity.recipient, ageIdentity: vault.identity.ageIdentity(),
  sshPublicKey: vault.identity.sshPublicKey, object: stored.objectId, sha256: stored.sha256, bytes: stored.bytes, checkpoint: vault.checkpoint(),
};
await vault.close();
await rm(`${folder}/case/lock`, { force: true });
await writeFile(`${folder}/expected.json`, `${JSON.stringify(expected, undefined, 2)}\n`);
