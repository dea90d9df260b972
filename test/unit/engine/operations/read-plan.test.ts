import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlan } from '../../../../engine/operations/read-plan.ts';

const good = `custodia: 1
case: { title: "Prosecutor v. Example", reference: T20261234, court: england-wales-criminal, languages: [en, uk] }
persons:
  - { pseudonym: "Witness P-12", names: ["Олена Коваль", "Olena Koval"], protected: true, child: false }
documents:
  - { id: stmt-uk, file: statement.pdf, title: "Statement", language: uk, exhibit: P-1, confidentiality: parties,
      source: { collectedBy: "A. Officer", collectedAt: 2026-03-01, place: "Lviv" } }
  - { id: stmt-en, file: statement.pdf, language: en, translationOf: stmt-uk, translator: { name: "B. Linguist", certifiedAt: 2026-03-05 } }
redactions:
  - edition: defence
    persons: ["Witness P-12"]
    terms: ["12 Shevchenka Street"]
    patterns: [phone, email]
    ground: "Order of 2026-02-01"
    zones: [{ document: stmt-uk, page: 1, rect: [72, 90, 200, 60] }]
bundle: { title: "Trial bundle", sections: [{ title: "A. Statements", entries: [stmt-uk] }] }
releases:
  - { edition: defence, recipients: [], out: defence.tar }
`;
const courts = ['plain', 'england-wales-criminal'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-plan-'));
  writeFileSync(path.join(folder, 'statement.pdf'), '%PDF-1.7');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(source: string | Uint8Array): ReturnType<typeof readPlan> {
  const file = path.join(folder, 'plan.yaml');
  writeFileSync(file, source);
  return readPlan(file, courts);
}

describe('readPlan', () => {
  it('reads a good plan with its defaults', async () => {
    const result = await read(good);
    expect(result.ok ? '' : result.failure).toBe('');
    if (result.ok) expect(result.value.plan.redactions[0]?.zones[0]).toEqual({ document: 'stmt-uk', page: 1, rect: [72, 90, 200, 60], unit: 'pt' });
  });

  it.each([
    ['a format without a place for the number', `${good}exhibits: { schemes: [{ party: prosecution, format: "P-" }] }\n`, 'exhibits.schemes[1].format', 19, 'plan-invalid'],
    ['a party with two schemes', `${good}exhibits:\n  schemes:\n    - { party: defence, format: "D-{n}" }\n    - { party: defence, format: "E-{n}" }\n`, 'exhibits.schemes[2].party', 22, 'plan-invalid'],
    ['a range that is too short', `${good.replace('uk, exhibit: P-1,', 'uk,')}exhibits: { schemes: [{ party: court, format: "P-{n}", first: 2, last: 1 }] }\n`, 'exhibits.schemes[1].last', 19, 'plan-invalid'],
    ['a party without a scheme', `${good.replace('exhibit: P-1,', 'party: defence,')}exhibits: { schemes: [{ party: prosecution, format: "P-{n}" }] }\n`, 'documents[1].party', 6, 'plan-invalid'],
    ['an unknown key', good.replace('ground:', 'grounds:'), 'redactions[1].grounds', 14, 'plan-invalid'],
    ['an unknown key inside braces', good.replace('title: "Statement"', 'titel: "Statement"'), 'documents[1].titel', 6, 'plan-invalid'],
    ['an unknown key at the top', `${good}extra: 1\n`, 'extra', 19, 'plan-invalid'],
    ['a missing key', good.replace('    ground: "Order of 2026-02-01"\n', ''), 'redactions[1].ground', 10, 'plan-invalid'],
    ['a wrong type', good.replace('languages: [en, uk]', 'languages: en'), 'case.languages', 2, 'plan-invalid'],
    ['a wrong type of a list item', good.replace('patterns: [phone, email]', 'patterns: [phone, 5]'), 'redactions[1].patterns[2]', 13, 'plan-invalid'],
    ['an unknown pattern', good.replace('[phone, email]', '[phone, shoe-size]'), 'redactions[1].patterns[2]', 13, 'plan-invalid'],
    ['a missing file', good.replace('id: stmt-en, file: statement.pdf', 'id: stmt-en, file: nowhere.pdf'), 'documents[2].file', 8, 'file-missing'],
    ['a duplicate exhibit', good.replace('file: statement.pdf, language: en', 'file: statement.pdf, exhibit: P-1, language: en'), 'documents[2].exhibit', 8, 'plan-invalid'],
    ['a duplicate id', good.replace('id: stmt-en', 'id: stmt-uk'), 'documents[2].id', 8, 'plan-invalid'],
    ['an unknown person', good.replace('persons: ["Witness P-12"]', 'persons: ["Witness P-13"]'), 'redactions[1].persons[1]', 11, 'plan-invalid'],
    ['an unknown document in a section', good.replace('entries: [stmt-uk]', 'entries: [stmt-xx]'), 'bundle.sections[1].entries[1]', 16, 'plan-invalid'],
    ['an unknown document in a zone', good.replace('zones: [{ document: stmt-uk', 'zones: [{ document: stmt-xx'), 'redactions[1].zones[1].document', 15, 'plan-invalid'],
    ['a translation of nothing', good.replace('translationOf: stmt-uk', 'translationOf: stmt-xx'), 'documents[2].translationOf', 8, 'plan-invalid'],
    ['a translation of itself', good.replace('translationOf: stmt-uk', 'translationOf: stmt-en'), 'documents[2].translationOf', 8, 'plan-invalid'],
    ['an unknown court', good.replace('court: england-wales-criminal', 'court: atlantis'), 'case.court', 2, 'plan-invalid'],
    ['an output outside its folder', good.replace('out: defence.tar', 'out: ../defence.tar'), 'releases[1].out', 18, 'plan-invalid'],
    ['a ground that names what is removed', good.replace('"Order of 2026-02-01"', '"protects Olena Koval"'), 'redactions[1].ground', 14, 'plan-invalid'],
    ['another version', good.replace('custodia: 1', 'custodia: 2'), 'custodia', 1, 'plan-invalid'],
  ])('refuses %s by name and line', async (_what, source, subject, line, code) => {
    const result = await read(source);
    expect(result.ok).toBe(false);
    if (!result.ok) expect([result.failure.code, result.failure.subject, result.failure.line]).toEqual([code, subject, line]);
  });

  it.each([
    ['what is not YAML', 'custodia: [1\ncase: }'], ['a list', '- 1\n- 2\n'], ['an empty file', ''], ['a binary file', new Uint8Array([0xff, 0xfe, 0x00, 0x81])],
    ['a key given twice', `${good}custodia: 1\n`], ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`],
  ])('refuses %s', async (_what, source) => {
    const result = await read(source);
    expect(result.ok ? 'accepted' : result.failure.code).toBe('plan-invalid');
  });

  it('says that a plan file is missing', async () => {
    const result = await readPlan(path.join(folder, 'none.yaml'), courts);
    expect(result.ok ? '' : result.failure.code).toBe('file-missing');
  });
});
