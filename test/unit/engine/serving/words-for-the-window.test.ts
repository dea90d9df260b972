import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { proofFaults, tellProof } from '../../../../shared/case-model/proof-faults.ts';
import { redactionReason } from '../../../../shared/case-model/redaction-reasons.ts';
import { sheetFaults } from '../../../../shared/custody-sheet-faults.ts';
import { failureDetails } from '../../../../shared/failure-details.ts';
import { failure } from '../../../../shared/failure.ts';
import { fillWords } from '../../../../shared/fill-words.ts';
import { tellFailure } from '../../../../engine/serving/tell-failure.ts';

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const english = JSON.parse(readFileSync(join(top, 'resources/locales/en.json'), 'utf8')) as {
  readonly failureDetail: Readonly<Record<string, string>>; readonly proofFault: Readonly<Record<string, string>>;
  readonly documents: { readonly custody: { readonly faults: Readonly<Record<string, string>> } };
};

function sources(folder: string): string {
  return readdirSync(join(top, folder), { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith('.ts') ? readFileSync(join(top, path), 'utf8') : '';
  }).join('\n');
}

const engine = `${sources('engine')}${sources('electron')}`;
const literal = (text: string): string => text.replaceAll(/\\(.)/gu, '$1');
const literals = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, found]) => literal(found ?? ''));
const places = (text: string): string[] => Array.from(text.matchAll(/\{\{(\w+)\}\}/gu), ([, name]) => name ?? '');
const spoken = literal(engine);
const known = new Set(Object.values<readonly string[]>(failureDetails).flat());

/** The words of their code say the same, and what to do about it. */
const nothingMore = new Set([
  'Custodia made a mistake (reference {{reference}}). Your case is as it was before this step.', 'Stopped at your request. Nothing was left behind.', 'Stopped at your request.', 'Stopped.',
  '', 'There is no case in this folder.', 'This case was made by a newer version of Custodia.', 'This case is open for reading only.', 'The case is locked.',
  'The disk is full. Nothing was changed.', 'The disk is full. Nothing was left behind.',
  'The disk is full. What was stored before is safe; nothing half was kept. Make room and try again.', 'The disk is full.', 'The file is empty.', 'The document is empty.',
  'The file is empty: it holds no bytes.', 'The document is protected by a password.', 'The document is too large to be opened here.', 'There is no such document in the case.',
  'The file or folder is not there any more.', 'There is no such file or folder.', 'The file or folder cannot be read.', 'The system does not allow access to this place.',
  'The system does not allow this file or folder to be used.', 'This account may not read the file or folder.', 'There is already a file of this name. It was left as it is.',
  'There is already a case in this folder.', 'The folder of this case was moved, renamed or removed, or its disk was taken out, while it was open.', 'The passphrase does not open this case. Nothing was changed.', 'A protected name would still have been in what is sent.',
  'The call {{name}} was given more than it takes.', 'The call {{name}} was given something else than it takes.', 'This cost of key derivation is not allowed.',
  // Told by one worker to another, of a field that is then left as it is.
  'The text has a letter that no font here has.',
]);

describe('the sentences of the engine', () => {
  const said = literals(engine, /(?:failure\('(?!plan-invalid)[a-z-]+'|new VaultDamage\(|\brefused\(|const refused = [^;]*failure\('[a-z-]+')(?:, )?'((?:[^'\\]|\\.)*)'/gu);

  it('have words for the window wherever they say more than their code', () => {
    expect(said.length).toBeGreaterThan(300);
    expect([...new Set(said)].filter((sentence) => !known.has(sentence) && !nothingMore.has(sentence))).toEqual([]);
  });

  it('have their values in places, not written into them', () => {
    expect(Array.from(engine.matchAll(/(?:failure\('(?!plan-invalid)[a-z-]+', |VaultDamage\()(`[^`]*`)/gu), ([, found]) => found)).toEqual([]);
  });

  it('are all said somewhere, and fill what the window says', () => {
    expect([...known].filter((sentence) => !spoken.includes(sentence))).toEqual([]);
    const missing = Object.entries<readonly string[]>(failureDetails).flatMap(([code, sentences]) =>
      sentences.filter((sentence) => code !== 'sheet-rows-wrong' && places(english.failureDetail[code] ?? '').some((name) => !places(sentence).includes(name))));
    expect(missing).toEqual([]);
  });

  it('do not reach the window: it hears the code, the detail and the values', () => {
    const told = tellFailure(failure('usage', 'A note has at most {{characters}} characters.', { subject: '/home/someone/case', values: { characters: 5 } }));
    expect(told).toEqual({ code: 'usage', detail: 'text-too-long', values: { characters: 5 }, subject: 'case' });
    expect(failure('usage', 'A note has at most {{characters}} characters.', { values: { characters: 5 } }).message).toBe('A note has at most 5 characters.');
  });
});

describe('what the window has words for', () => {
  it('is every fault of a proof, by the sentence that its record holds', () => {
    const redaction = sources('engine/redaction').replaceAll(/\$\{([^}]+)\}/gu, '{{}}');
    for (const [code, sentences] of Object.entries<readonly string[]>(proofFaults)) {
      expect(english.proofFault).toHaveProperty(code);
      for (const sentence of sentences) {
        expect(redaction).toContain(sentence.replaceAll(/\{\{\w+\}\}/gu, '{{}}'));
        const values = Object.fromEntries(places(sentence).map((name, index) => [name, index + 3]));
        expect(tellProof({ guarantee: 'R1', holds: false, message: fillWords(sentence, values) })).toEqual({ guarantee: 'R1', holds: false, fault: { code, ...(places(sentence).length === 0 ? {} : { values }) } });
      }
    }
    const structure = readFileSync(join(top, 'engine/redaction/structure-proof.ts'), 'utf8');
    const thrown = [...literals(redaction, /FontFault\('([^']*)'/gu), ...literals(structure, /return '([^']*)'/gu), ...literals(redaction, /faults\.R\d+ (?:\?\?)?= [`']([^`']*)[`']/gu)].map((message) => message.replace('{{}}', '7'));
    expect(thrown.length).toBeGreaterThan(25);
    expect(thrown.filter((message) => tellProof({ guarantee: 'R1', holds: false, message }).fault === undefined)).toEqual([]);
  });

  it('is every reason for which the rules find a place, and no word of a person', () => {
    const people = sources('engine/people');
    const reasons = [...literals(people, /\bwh(?:at|y): '((?:[^'\\]|\\.)*)'/gu), 'expression 2 of the order', 'a national identifier (FR)',
      ...literals(/const reasons[^;]*;/u.exec(people)?.[0] ?? '', /: '([^']*)'/gu).flatMap((reason) => [`Witness P-1: ${reason}`, `Witness P-1: the name of several words, ${reason}`])];
    expect(reasons.length).toBeGreaterThan(20);
    expect(reasons.filter((reason) => redactionReason(reason) === undefined)).toEqual([]);
    expect(redactionReason('Witness P-1: the name of several words, a name as given')).toEqual({ code: 'name-as-given', values: { person: 'Witness P-1' } });
    expect(redactionReason('the witness’s address')).toBeUndefined();
  });

  it('is every fault of a custody sheet', () => {
    for (const [code, sentence] of Object.entries<string>(sheetFaults)) expect(places(english.documents.custody.faults[code] ?? '?').sort()).toEqual(places(sentence).sort());
  });
});
