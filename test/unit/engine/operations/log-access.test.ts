import { expect, test } from 'vitest';
import { logVerification, logView } from '../../../../engine/operations/log-access.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { newVault, reopen } from '../vault/case-for-tests.ts';

const document = 'stmt-uk' as DocumentId;
const verification: Parameters<typeof logVerification>[1] = {
  holds: false, signer: { fingerprint: '', known: false }, checks: [{ name: 'manifest', holds: true }, { name: 'signature', holds: false, message: 'The name of a person.' }],
} as unknown as Parameters<typeof logVerification>[1];

test('what is looked at and verified is on the log by id and count, without a word of what was found', async () => {
  const vault = await newVault();
  logView(vault, { document });
  logView(vault, { document });
  logView(vault, { document, edition: 'defence' });
  logVerification(vault, verification);
  const logged = [...vault.events()].slice(1);
  expect(logged).toMatchObject([
    { action: 'document-viewed', object: document, actor: vault.identity.fingerprint }, { action: 'document-viewed', object: document, facts: { edition: 'defence' } },
    { action: 'release-verified', facts: { holds: false, checks: 2, broken: 1 } },
  ]);
  expect(JSON.stringify(logged)).not.toContain('person');
  await vault.close();
  const reader = await reopen(vault.folder, { readOnly: true });
  logView(reader, { document });
  logVerification(reader, verification);
  expect(reader.eventCount()).toBe(4);
  await reader.close();
});
