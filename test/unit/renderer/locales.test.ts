import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { custodyActions } from '../../../shared/case-model/custody.ts';
import { documentKinds } from '../../../shared/case-model/document.ts';
import { patternNames } from '../../../shared/case-model/redaction.ts';
import { remarkCodes, remarkInEnglish } from '../../../shared/case-model/verification-remark.ts';
import { courtReasons } from '../../../shared/courts/court-reasons.ts';
import { failureExitCodes } from '../../../shared/failure.ts';
import { findingCodes, integrityFaultCodes } from '../../../shared/finding.ts';
import { jobKinds } from '../../../shared/ipc/jobs.ts';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const locales = join(top, 'resources/locales');
const pluralForms = /_(zero|one|two|few|many|other)$/u;

type Words = { readonly [key: string]: string | Words };

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

function read(language: string): Map<string, string> {
  return flatten(JSON.parse(readFileSync(join(locales, `${language}.json`), 'utf8')) as Words);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/u.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const base = (key: string): string => key.replace(pluralForms, '');
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '').sort();
const english = read('en');
const englishBases = new Set([...english.keys()].map(base));
// The engine prints the record of a verification with the window's words.
const code = [...sources(join(top, 'renderer')), ...['verification-record.ts', 'record-words.ts'].map((name) => readFileSync(join(top, 'engine/release', name), 'utf8'))];

describe('the words of the window', () => {
  it('has every key that the code asks for by name', () => {
    const asked = code.flatMap((text) => [...text.matchAll(/\bt\('([a-zA-Z0-9.-]+)'/gu)].map(([, key]) => key ?? ''));
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.filter((key) => !englishBases.has(key))).toEqual([]);
  });

  it('has no key that no code asks for', () => {
    const whole = code.join('\n');
    const parts = [...whole.matchAll(/\bt\(`([^`]+)`/gu)].map(([, template]) => new RegExp(`^${(template ?? '').replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/gu, '[a-zA-Z0-9-]+')}$`, 'u'));
    const unused = [...englishBases].filter((key) => !whole.includes(`'${key}'`) && !parts.some((part) => part.test(key)));
    expect(unused).toEqual([]);
  });

  it.each(Object.keys(failureExitCodes))('says for %s what happened, whether data is safe and what to do', (failure) => {
    for (const part of ['what', 'safe', 'next']) expect(english.get(`failure.${failure}.${part}`)).toMatch(/\w.*\.$/u);
  });

  it('says what a verification found as the command line and the JSON record do', () => {
    expect(remarkCodes.map((code) => english.get(`verification.remark.${code}`))).toEqual(remarkCodes.map((code) => remarkInEnglish({ code })));
  });

  it('names every custody action, kind of document, pattern and job', () => {
    const keys = [...custodyActions.map((name) => `log.actions.${name}`), ...documentKinds.map((name) => `documents.kinds.${name}`), ...patternNames.map((name) => `redactions.patterns.${name}`), ...jobKinds.map((name) => `jobs.kind.${name}`)];
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });
});

describe('what the engine finds', () => {
  it('has words for every finding about a document and every fault of a case', () => {
    const keys = [...findingCodes.map((name) => `findings.${name}`), ...integrityFaultCodes.map((name) => `log.faults.${name}`)];
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });

  it('says in the window why a rule of a court is not met as the terminal says it', () => {
    expect(Object.entries(courtReasons).filter(([reason, sentence]) => english.get(`court.reasons.${reason}`) !== sentence)).toEqual([]);
  });

  it('has words for what each rule of each court asks, in other languages than the profile’s own', () => {
    const rules = readdirSync(join(top, 'resources/courts')).flatMap((name) => (JSON.parse(readFileSync(join(top, 'resources/courts', name), 'utf8')) as { readonly rules: readonly { readonly rule: string }[] }).rules.map(({ rule }) => rule));
    expect([...new Set(rules)].filter((rule) => rule !== 'resolution' && !english.has(`court.asks.${rule}`))).toEqual([]);
    const known = code.join('\n');
    expect([...english.keys()].filter((key) => key.startsWith('court.asks.') && !known.includes(`'${key.slice('court.asks.'.length)}'`))).toEqual([]);
  });
});

const others = readdirSync(locales).filter((name) => name.endsWith('.json') && name !== 'en.json').map((name) => name.replace('.json', ''));

describe.each(others)('the words in %s', (language) => {
  const words = read(language);

  it('has every message, in every plural form that the language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = [...englishBases].flatMap((key) => (english.has(key) ? [key] : forms.map((form) => `${key}_${form}`)));
    expect(wanted.filter((key) => !words.has(key))).toEqual([]);
  });

  it('has no message that English has not', () => {
    expect([...words.keys()].filter((key) => !englishBases.has(base(key)))).toEqual([]);
  });

  it('fills in the same values as English', () => {
    const wrong = [...words].filter(([key, text]) => {
      const source = english.get(`${base(key)}_other`) ?? english.get(key) ?? '';
      const wanted = placeholders(source);
      const given = placeholders(text);
      // A form for one or two may leave the number out where the language says it in words.
      return given.some((name) => !wanted.includes(name)) || wanted.some((name) => name !== 'count' && !given.includes(name));
    });
    expect(wrong).toEqual([]);
  });
});
