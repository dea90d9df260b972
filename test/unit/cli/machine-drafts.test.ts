import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { createEngine } from '../../../engine/operations/engine.ts';
import { readDocuments } from '../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../engine/operations/take-in.ts';
import { runCustodia, type Ran } from '../../e2e/command-line.ts';
import { startLibreTranslate, type ServerUnderTest } from '../engine/translation/libretranslate-for-tests.ts';
import { newFolder, newVault, passphrase, value } from '../engine/vault/case-for-tests.ts';

let folder: string;
let server: ServerUnderTest;
const file = (name: string): string => join(folder, name);
const draft = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => runCustodia(['draft', file('case'), ...args, '--json', '--passphrase-file', file('passphrase')], { env: { ...process.env, ...env } });

beforeAll(async () => {
  folder = await newFolder();
  const [vault, engine] = [await newVault(file('case')), createEngine()];
  await writeFile(file('note.txt'), 'Verbytska saw the van.\n\nNobody else was there.');
  value(await takeIn(engine, vault, [{ path: file('note.txt'), id: 'note' as DocumentId, exhibit: 'P-1', language: 'en' }]));
  value(await readDocuments(engine, vault, {}));
  vault.persons.put({ pseudonym: 'Witness P-12', names: ['Olena Verbytska'], protected: true, child: false });
  await vault.close();
  engine.close();
  await writeFile(file('passphrase'), `${passphrase}\n`);
  await writeFile(file('api-key'), 'the-key\n');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', file('tls.key'), '-out', file('tls.crt')], { stdio: 'ignore' });
  server = await startLibreTranslate((text) => text.replace('saw the van', 'vio la furgoneta').replace('Nobody else was there', 'No había nadie más'), { tls: { key: readFileSync(file('tls.key')), cert: readFileSync(file('tls.crt')) } });
}, 60_000);
afterAll(() => server.close());

test('drafts are asked of a server only after its address was confirmed, over TLS that is verified whatever the environment says, and past every proxy', { timeout: 180_000 }, async () => {
  const ask = ['P-1', '--into', 'es', '--engine', 'libretranslate', '--server', server.address];
  expect(await draft(ask)).toMatchObject({ code: 1, json: { error: { code: 'server-unconfirmed' } } });
  expect(server.connections()).toBe(0);
  const distrusted = await draft(['--confirm-server', server.address, '--api-key-file', file('api-key'), ...ask], { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(distrusted).toMatchObject({ code: 1, json: { error: { code: 'server-failed' } } });
  expect(server.seen()).toBe('');
  const proxy = await startLibreTranslate((text) => text);
  const made = await draft([...ask, '--out', file('draft.pdf')], { NODE_EXTRA_CA_CERTS: file('tls.crt'), NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.address, https_proxy: proxy.address, HTTP_PROXY: proxy.address, ALL_PROXY: proxy.address, NO_PROXY: '' });
  expect(made).toMatchObject({ code: 0, json: { draft: { tool: 'libretranslate', segments: [{ draft: 'Verbytska vio la furgoneta.' }, { draft: 'No había nadie más.' }] } } });
  expect(proxy.connections()).toBe(0);
  await proxy.close();
  expect(server.seen()).toContain('the-key');
  expect(server.seen()).not.toContain('Verbytska');
  expect((await readFile(file('draft.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await draft(['--withdraw-server'])).toMatchObject({ code: 0, json: { server: null, drafts: [{ document: 'note', language: 'es' }] } });
});
