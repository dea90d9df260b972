import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { sha256Hex } from '../../../../engine/integrity/index.ts';
import { recoverVault } from '../../../../engine/vault/index.ts';
import { cheapest, newFolder, reopen, value } from './case-for-tests.ts';

interface Expected {
  passphrase: string; words: string; caseId: string; recipient: string; ageIdentity: string; sshPublicKey: string; object: string; sha256: string; bytes: number; checkpoint: string;
}

const vector = new URL('../../../vectors/vault-1/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', vector), 'utf8')) as Expected;

async function copyOfVector(): Promise<string> {
  const folder = join(await newFolder(), 'case');
  await cp(fileURLToPath(new URL('case', vector)), folder, { recursive: true });
  return folder;
}

test('a case of format 1 opens, with everything that was put into it', async () => {
  const vault = await reopen(await copyOfVector(), { passphrase: expected.passphrase, checkpoint: expected.checkpoint });
  expect(vault.caseId).toBe(expected.caseId);
  expect(vault.identity).toMatchObject({ recipient: expected.recipient, sshPublicKey: expected.sshPublicKey });
  expect(vault.identity.ageIdentity()).toBe(expected.ageIdentity);
  const [document] = vault.documents.list();
  expect(document).toMatchObject({ id: 'stmt-uk', exhibit: 'P-1', sha256: expected.sha256, original: expected.object });
  expect(sha256Hex(await vault.readWholeObject(document!.original))).toBe(expected.sha256);
  expect(vault.pageTexts.get('stmt-uk' as DocumentId, 1)?.words[0]?.text).toBe('Свідчення');
  expect(vault.search.find({ phrase: 'свідка' })).toHaveLength(1);
  expect(vault.persons.get('Witness P-12')?.names).toEqual(['Олена Коваль', 'Olena Koval']);
  expect(await vault.check({ checkpoint: expected.checkpoint })).toMatchObject({ holds: true, faults: [] });
  await vault.close();
});

test('a case of format 1 opens with the words of its recovery sheet', async () => {
  const vault = value(await recoverVault({ folder: await copyOfVector(), words: expected.words, passphrase: 'another passphrase', keyDerivation: cheapest }));
  expect(vault.documents.count()).toBe(1);
  await vault.close();
});
