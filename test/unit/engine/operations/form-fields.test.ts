import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { openCase } from '../../../../engine/operations/open-case.ts';
import { redactFile } from '../../../../engine/operations/redact-file.ts';
import { runPlan, type RanPlan } from '../../../../engine/operations/run-plan.ts';
import { searchCase } from '../../../../engine/operations/search-case.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { success } from '../../../../shared/result.ts';
import { makePdf } from '../bundle/make-pdf.ts';
import { holds, readers } from '../redaction/outside-readers.ts';
import { must, passphrase } from './real-case.ts';

// A form as a program fills it in: values in the fields, no looks, and the names once more where no page shows them.
const names = { latin: 'Nobody Realperson', cyrillic: 'Олена Вигадана', arabic: 'سمير المتخيل' };
const stay = ['Kharkiv', 'Вулиця', 'الميناء', 'green'];
const hex = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
const field = (top: number, entries: string): string => `<</Type/Annot/Subtype/Widget/F 4/Rect[60 ${top} 420 ${top + 24}]/DA(/Helv 11 Tf 0 g)${entries}>>`;
const fields = [
  field(760, `/FT/Tx/T(latin)/V(${names.latin})/DV(${names.latin})`),
  field(730, `/FT/Tx/T(cyrillic)/V${hex(names.cyrillic)}/DV${hex(names.cyrillic)}`),
  field(700, `/FT/Tx/T(arabic)/V${hex(names.arabic)}`),
  field(670, '/FT/Tx/T(town)/V(Kharkiv)'),
  field(640, `/FT/Tx/T(street)/V${hex('Вулиця Приморська')}`),
  field(610, `/FT/Tx/T(harbour)/V${hex('قرب الميناء')}`),
  field(580, `/FT/Ch/Ff 131072/T(colour)/V(g)/Opt[[(r)(red)][(g)(green)][(n)(${names.latin})]]`),
  '<</Type/Annot/Subtype/Widget/F 4/Rect[60 540 80 560]/FT/Btn/T(yes)/V/Yes/AS/Yes/MK<</CA(8)>>>>',
  field(500, '/FT/Tx/Ff 16777216/MaxLen 12/T(plate)/V(AB1234)'),
];
const xfa = `<xfa:datasets><name>${names.latin}</name></xfa:datasets>`;

const given = makePdf({
  pages: [{ content: 'BT /F1 11 Tf 60 800 Td (What the witness filled in) Tj ET', annotations: fields.map((_, at) => `${10 + at} 0 R`) }],
  objects: [...fields, `<</Length ${xfa.length}>>\nstream\n${xfa}\nendstream`],
  catalog: `/AcroForm<</Fields[${fields.map((_, at) => `${10 + at} 0 R`).join(' ')}]/DR<</Font<</Helv 3 0 R>>>>/NeedAppearances true/XFA[(datasets) ${10 + fields.length} 0 R]>>`,
});

const engine = createEngine();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-fields-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
let ran: RanPlan;
let vault: Vault;

beforeAll(async () => {
  mkdirSync(at('evidence'));
  writeFileSync(at('evidence/form.pdf'), given);
  writeFileSync(at('plan.yaml'), `custodia: 1
case: { title: "Prosecutor v. Example", court: plain, languages: [en], by: "Office of the Prosecutor" }
persons:
  - { pseudonym: "Witness A", names: ["${names.latin}", "${names.cyrillic}", "${names.arabic}"], protected: true }
documents:
  - { id: form, file: evidence/form.pdf, title: "Form", exhibit: P-1 }
redactions:
  - { edition: defence, persons: ["Witness A"], ground: "Order of 2026-02-01" }
bundle: { title: "Trial bundle", sections: [{ title: "A", entries: [form] }] }
releases:
  - { edition: court, out: court.tar }
  - { edition: defence, out: defence.tar }
`);
  ran = must(await runPlan(engine, { planFile: at('plan.yaml'), caseFolder: at('case'), outFolder: folder, passphrase: () => Promise.resolve(success(passphrase)) }));
  vault = must(await openCase({ folder: at('case'), passphrase }));
  for (const edition of ['court', 'defence']) {
    mkdirSync(at(edition));
    execFileSync('tar', ['xf', at(`${edition}.tar`), '--strip-components=1', '-C', at(edition)]);
  }
}, 600_000);
afterAll(async () => {
  await vault.close();
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const textOf = (file: string): string => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/[\u202a-\u202e]/gu, '').normalize('NFKC');
const shownIn = (text: string, words: readonly string[]): string[] => words.filter((word) => text.includes(word));
const namesIn = (text: string): string[] => shownIn(text, Object.values(names).flatMap((name) => name.split(' ')));

describe('a form whose fields have values and no looks', () => {
  it('is kept byte-exact, and shown by a rendition that is told of once', () => {
    const [document, rendition] = [vault.documents.get('form' as DocumentId), vault.renditions.get('form' as DocumentId, 'pdf')];
    expect(document?.sha256).toBe(createHash('sha256').update(given).digest('hex'));
    expect(rendition).toMatchObject({ tool: 'Custodia field values', derivedFrom: document?.sha256 });
    expect(ran.findings.filter(({ code }) => code.startsWith('field-'))).toMatchObject([{ document: 'form', code: 'field-look-made', page: 1 }]);
  });

  it('is read: each value is found by search', () => {
    for (const word of [...stay, ...Object.values(names)]) expect(searchCase(vault, word), word).toHaveLength(1);
  });

  it('shows its values in the edition that sees everything, beside its native file', () => {
    const bundle = textOf(at('court/data/bundle-01.pdf'));
    expect(namesIn(bundle)).toHaveLength(6);
    expect(shownIn(bundle, stay)).toEqual(stay);
    expect(bundle).toMatch(/A\s+B\s+1\s+2\s+3\s+4/u);
    const { exhibits: [exhibit] } = JSON.parse(readFileSync(at('court/data/release.json'), 'utf8')) as { exhibits: { file: string; native?: { file: string } }[] };
    expect(exhibit?.native?.file).toBe('exhibits/0001-native.pdf');
    expect(readFileSync(at('court/data/exhibits/0001-native.pdf'))).toEqual(Buffer.from(given));
    expect(namesIn(textOf(at('court/data', exhibit?.file ?? '')))).toHaveLength(6);
    expect(execFileSync('qpdf', ['--check', at('court/data', exhibit?.file ?? '')], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors');
  });

  it('keeps no name in the edition that may not see it, and every other value', () => {
    for (const file of ['bundle-01.pdf', 'exhibits/0001.pdf']) {
      const text = textOf(at('defence/data', file));
      expect(namesIn(text), file).toEqual([]);
      expect(shownIn(text, stay), file).toEqual(stay);
    }
  });

  it('can be redacted by itself and redrawn, its names found in the fields and nowhere left', { timeout: 600_000 }, async () => {
    const all = Object.values(names);
    const { method, fallbacks, proof, zones, notFound } = must(await redactFile(engine, { file: at('evidence/form.pdf'), out: at('redrawn.pdf'), find: [], persons: all, patterns: [], zones: [], method: 'structural' }));
    expect({ method, fallbacks, notFound, broken: proof.filter(({ holds: holding }) => !holding) }).toEqual({ method: 'structural', fallbacks: [], notFound: [], broken: [] });
    expect(zones.length).toBeGreaterThanOrEqual(3);
    const left = textOf(at('redrawn.pdf'));
    expect([namesIn(left), shownIn(left, stay)]).toEqual([[], stay]);
    for (const reader of Object.values(readers)) {
      const found = await reader(readFileSync(at('redrawn.pdf')));
      expect(all.flatMap((name) => name.split(' ')).filter((name) => holds(found, name))).toEqual([]);
    }
  });
});
