import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { findDuplicates } from '../../../../engine/operations/find-duplicates.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { declaration } from '../reading/declaration.ts';
import { newFolder, newVault, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
let vault: Vault;
beforeAll(async () => { vault = await newVault(); });
afterAll(async () => {
  await vault.close();
  engine.close();
});

it('shows the same file, the same e-mail in two files and nearly the same page, and drops none of them', async () => {
  const folder = await newFolder();
  const text = declaration('eng', 6);
  const mail = (received: string): string => `Received: by ${received}\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Hotel\r\nMessage-ID: <one@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nShort.\r\n`;
  const files: Record<string, string> = {
    'a.txt': text, 'b.txt': text, 'copy.txt': `OTHER LETTERHEAD\n\n${text.replace('human family', 'family of man')}`, 'other.txt': declaration('fra', 6),
    'sent.eml': mail('first'), 'received.eml': mail('second'), 'another.eml': mail('third').replace('<one@', '<two@'),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const { documents } = value(await takeIn(engine, vault, [{ path: folder }]));
  expect(documents).toHaveLength(7);
  value(await readDocuments(engine, vault));
  const id = (name: string): string => documents.find((document) => document.name === name)!.id;
  const found = findDuplicates(vault);
  expect(found.files.map(({ documents: same }) => same)).toEqual([[id('a.txt'), id('b.txt')]]);
  expect(found.messages.map(({ documents: same }) => same)).toEqual([[id('received.eml'), id('sent.eml')]]);
  const ofTexts = found.pages.filter(({ first }) => [id('a.txt'), id('copy.txt'), id('other.txt')].includes(first.document));
  expect(ofTexts.map(({ first, second }) => [first.document, first.page, second.document, second.page])).toEqual([[id('a.txt'), 1, id('copy.txt'), 1]]);
  expect(ofTexts[0]!.likeness).toBeGreaterThanOrEqual(0.6);
  const codes = (name: string): string[] => vault.findings.list(id(name) as never).map(({ code }) => code);
  expect(codes('b.txt')).toContain('duplicate');
  expect(codes('sent.eml')).toContain('duplicate-message');
  expect(codes('another.eml')).toEqual([]);
});
