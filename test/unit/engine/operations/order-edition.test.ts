import { describe, expect, it } from 'vitest';
import { orderEdition } from '../../../../engine/operations/edition/order-edition.ts';
import type { CaseDocument } from '../../../../shared/case-model/document.ts';
import type { DocumentId, Sha256 } from '../../../../shared/identifiers.ts';

const id = (text: string): DocumentId => text as DocumentId;

function document(name: string, more: Partial<CaseDocument> = {}): CaseDocument {
  return { id: id(name), name, title: name, kind: 'pdf', sha256: '0'.repeat(64) as Sha256, bytes: 1, pages: 1, confidentiality: 'parties', source: {}, takenInAt: '2026-01-01T00:00:00Z', ...more };
}

const translationOf = (original: string, language: string): Partial<CaseDocument> => ({ language, translation: { original: id(original), originalSha256: '0'.repeat(64) as Sha256 } });
const documents = [
  document('stmt-en', translationOf('stmt-uk', 'en')),
  document('stmt-uk', { exhibit: 'P-1' }),
  document('mail', { exhibit: 'P-2' }),
  document('mail-a1', { parent: id('mail') }),
  document('secret', { exhibit: 'P-3', confidentiality: 'sealed' }),
  document('secret-en', translationOf('secret', 'en')),
  document('aside'),
  document('letter', { exhibit: 'P-4' }),
  document('letter-a1', { parent: id('letter') }),
  document('letter-en', translationOf('letter', 'en')),
  document('letter-note', { parent: id('letter-en') }),
  document('letter-cert', { parent: id('letter-en') }),
];
const order = (entries: readonly string[], edition = 'defence'): string[] =>
  orderEdition({ title: 'B', sections: [{ title: 'A', entries: entries.map(id) }] }, documents, edition, { certificates: new Set([id('letter-cert')]) }).flatMap((section) =>
    section.entries.map((entry) => `${entry.document.id} ${entry.label} ${entry.access}`),
  );

describe('orderEdition', () => {
  it('puts a translation after its original and an attachment after its message, without their being listed', () => {
    expect(order(['stmt-uk', 'mail'])).toEqual(['stmt-uk P-1 open', 'stmt-en P-1-tEN open', 'mail P-2 open', 'mail-a1 P-2.1 open']);
  });
  it('keeps a translation right behind its original, and its certificate right behind the translation', () => {
    expect(order(['letter'])).toEqual(['letter P-4 open', 'letter-en P-4-tEN open', 'letter-cert P-4-tEN.2 open', 'letter-note P-4-tEN.1 open', 'letter-a1 P-4.1 open']);
  });
  it('places a listed translation with its original, once, wherever it was listed', () => {
    expect(order(['stmt-en', 'stmt-uk'])).toEqual(['stmt-uk P-1 open', 'stmt-en P-1-tEN open']);
  });
  it('leaves out what is in no section', () => {
    expect(order(['mail']).join()).not.toContain('aside');
  });
  it('seals a sealed document and its translation in every edition but the court\'s', () => {
    expect(order(['secret'])).toEqual(['secret P-3 sealed', 'secret-en P-3-tEN sealed']);
    expect(order(['secret'], 'court')).toEqual(['secret P-3 open', 'secret-en P-3-tEN open']);
  });
  it('shows the public only what is public', () => {
    expect(order(['stmt-uk'], 'public')).toEqual(['stmt-uk P-1 sealed', 'stmt-en P-1-tEN sealed']);
  });
});
