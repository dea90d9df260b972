import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { sha256Hex } from '../../../../engine/integrity/index.ts';
import { formatVersion } from '../../../../engine/vault/case-folder.ts';
import { openVault, recoverVault } from '../../../../engine/vault/index.ts';
import { cheapest, newFolder, refused, reopen, value } from './case-for-tests.ts';

interface Expected {
  passphrase: string; words: string; shares?: string[]; caseId: string; recipient: string; ageIdentity: string; sshPublicKey: string; object: string; sha256: string; bytes: number; checkpoint: string;
}

const formats = Array.from({ length: formatVersion }, (_, index) => index + 1);

describe.each(formats)('a case of format %i, made when it was the present one', (format) => {
  const vector = new URL(`../../../vectors/vault-${format}/`, import.meta.url);
  const expected = JSON.parse(readFileSync(new URL('expected.json', vector), 'utf8')) as Expected;

  async function copyOfVector(): Promise<string> {
    const folder = join(await newFolder(), 'case');
    await cp(fileURLToPath(new URL('case', vector)), folder, { recursive: true });
    return folder;
  }

  test('opens, with everything that was put into it, and again once this version wrote into it', async () => {
    const folder = await copyOfVector();
    for (const round of [1, 2]) {
      const vault = await reopen(folder, { passphrase: expected.passphrase, checkpoint: expected.checkpoint });
      expect(vault.caseId).toBe(expected.caseId);
      expect(vault.identity).toMatchObject({ recipient: expected.recipient, sshPublicKey: expected.sshPublicKey });
      expect(vault.identity.ageIdentity()).toBe(expected.ageIdentity);
      const [document] = vault.documents.list();
      expect(document).toMatchObject({ id: 'stmt-uk', exhibit: 'P-1', sha256: expected.sha256, original: expected.object });
      expect(sha256Hex(await vault.readWholeObject(document!.original))).toBe(expected.sha256);
      expect(vault.pageTexts.get('stmt-uk' as DocumentId, 1)?.words[0]?.text).toBe('Свідчення');
      expect(vault.search.find({ phrase: 'свідка' })).toHaveLength(1);
      expect(vault.persons.get('Witness P-12')?.names).toEqual(['Олена Коваль', 'Olena Koval']);
      expect(await vault.check({ checkpoint: expected.checkpoint }), `opening ${round}`).toMatchObject({ holds: true, faults: [] });
      await vault.close();
    }
    expect(JSON.parse(await readFile(join(folder, 'inventory.json'), 'utf8'))).toMatchObject({ version: formatVersion });
  });

  test('opens read-only, with nothing written, though its databases lack what was added since', async () => {
    const folder = await copyOfVector();
    const before = await readFile(join(folder, 'work-1.db'));
    const vault = await reopen(folder, { passphrase: expected.passphrase, readOnly: true });
    expect((await vault.check()).faults).toEqual([]);
    expect(vault.persons.list()).toHaveLength(1);
    expect(() => vault.appendEvent({ action: 'document-viewed' })).toThrow(/readonly/u);
    await vault.close();
    expect(await readFile(join(folder, 'work-1.db'))).toEqual(before);
  });

  test('opens with the words of its recovery sheet, and with its shares', async () => {
    const ways = [{ words: expected.words }, ...(expected.shares === undefined ? [] : [{ shares: expected.shares.slice(1) }])];
    for (const way of ways) {
      const vault = value(await recoverVault({ folder: await copyOfVector(), ...way, passphrase: 'another passphrase', keyDerivation: cheapest }));
      expect(vault.documents.count()).toBe(1);
      await vault.close();
    }
  });
});

test('a case of a later format is refused as newer, and not touched', async () => {
  for (const name of ['identity.json', 'keyring.json', 'inventory.json']) {
    const folder = join(await newFolder(), 'case');
    await cp(fileURLToPath(new URL('../../../vectors/vault-2/case', import.meta.url)), folder, { recursive: true });
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace('"version":2', `"version":${formatVersion + 1}`));
    expect((await refused(openVault({ folder, passphrase: 'seven horses cross the river' }))).code, name).toBe('case-newer');
  }
});
