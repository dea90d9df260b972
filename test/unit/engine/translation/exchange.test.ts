import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { readTbxFile, readTmxFile, readXliffFile, writeTbx, writeTmx, writeXliff, type XliffFile } from '../../../../engine/translation/index.ts';
import { readTbx, readTmx } from '../../../../engine/translation/exchange/memory-and-terms.ts';
import { readXliff } from '../../../../engine/translation/exchange/xliff.ts';
import { value } from '../vault/case-for-tests.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const file: XliffFile = {
  version: '1.2', sourceLanguage: 'uk', targetLanguage: 'en', request: '0b6f-1', sourceSha256: 'ab'.repeat(32),
  segments: [{ id: 's1', source: 'Мене звати [redacted].', target: 'My name is [redacted].', state: 'translated' }, { id: 's2', source: '  <b>“A & B”</b>\tнаприкінці ', target: 'x' }],
};
// Anything that XML 1.0 can hold, line ends as XML reads them.
const text = fc.string({ unit: 'grapheme' }).map((written) => written.replace(/[\u0000-\u001f\ufffe\uffff]/gu, ' '));

describe('XLIFF', () => {
  it.each(['1.2', '2.1'] as const)('%s comes back as it was written, placeholders and hash included', async (version) => {
    expect(value(await readXliffFile(pools, writeXliff({ ...file, version })))).toEqual({ ...file, version });
  });

  it('keeps any text exactly, and each target with its own source', () => {
    fc.assert(fc.property(fc.array(fc.record({ source: text, target: text }), { maxLength: 20 }), fc.constantFrom('1.2' as const, '2.1' as const), (pairs, version) => {
      const segments = pairs.map((pair, index) => ({ id: `s${index + 1}`, ...pair }));
      expect(value(readXliff(writeXliff({ ...file, version, segments }))).segments).toEqual(segments);
    }), { numRuns: 60 });
  });

  it('fills the targets of 1.2 with the source, for tools that translate only what is there', () => {
    const [segment] = value(readXliff(writeXliff({ ...file, segments: [{ id: 's1', source: 'Одне.' }] }))).segments;
    expect(segment?.target).toBe('Одне.');
    expect(value(readXliff(writeXliff({ ...file, version: '2.1', segments: [{ id: 's1', source: 'Одне.' }] }))).segments[0]).toEqual({ id: 's1', source: 'Одне.' });
  });

  it('reads what a tool split into several segments as one sentence, and marks within a sentence as text', () => {
    const split = `<xliff version="2.0" srcLang="uk" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="s1"><segment state="final"><source>Одне. </source><target>One. </target></segment><segment><source>Друге.</source><target>Two <pc id="1">and</pc> more.</target></segment></unit></file></xliff>`;
    expect(value(readXliff(Buffer.from(split))).segments).toEqual([{ id: 's1', source: 'Одне. Друге.', target: 'One. Two and more.', state: 'final' }]);
  });
});

describe('TMX and TBX', () => {
  it('come back as they were written', async () => {
    const units = [{ uk: 'Мене звати Олена & “хтось”.', en: 'My name is Olena & “somebody”.' }, { uk: 'Так.', en: 'Yes.' }];
    expect(value(await readTmxFile(pools, writeTmx('uk', units)))).toEqual(units);
    const terms = [{ id: 'van', forms: { uk: 'фургон', en: 'van' } }];
    expect(value(await readTbxFile(pools, writeTbx(terms)))).toEqual(terms);
  });
});

describe('a hostile file', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  it.each([['XLIFF', readXliff, 'xliff version="1.2"'], ['TMX', readTmx, 'tmx'], ['TBX', readTbx, 'martif']] as const)('of %s with a DOCTYPE is refused, also one that reads a file', (_, read, root) => {
    for (const doctype of [bomb, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x>']) {
      expect(read(Buffer.from(`<?xml version="1.0"?>${doctype}<${root}>&b;</${root.split(' ')[0]}>`))).toMatchObject({ ok: false, failure: { code: 'document-hostile' } });
    }
  });

  it('that nests without end is refused, and one that is cut or something else is told so', () => {
    expect(readXliff(Buffer.from('<a>'.repeat(100_000)))).toMatchObject({ ok: false, failure: { code: 'document-hostile' } });
    expect(readXliff(writeXliff(file).subarray(0, 300))).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
    expect(readXliff(Buffer.from('<html/>'))).toMatchObject({ ok: false, failure: { code: 'document-unsupported' } });
    expect(readXliff(Buffer.alloc(0))).toMatchObject({ ok: false });
  });

  it('never becomes anything but a refusal or a file', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => { expect(typeof readXliff(bytes).ok).toBe('boolean'); }), { numRuns: 200 });
  });
});

it('reads what OmegaT gave back: each target with its source, placeholders and the hash of the source kept', () => {
  const returned = value(readXliff(readFileSync(new URL('../../../fixtures/omegat/returned.xlf', import.meta.url))));
  expect(returned).toMatchObject({ request: 'request-1', sourceSha256: 'ab'.repeat(32), sourceLanguage: 'uk', targetLanguage: 'en' });
  expect(returned.segments.map(({ id, target }) => [id, target])).toEqual([
    ['s1', 'My name is [redacted].'], ['s2', 'I was born on 14 May 1996 in the settlement of [redacted].'], ['s3', 'I was given 40 pounds a week in cash.'],
    ['s4', 'He said: “Price < 500 & full stop”.'], ['s5', 'Це була неправда.'],
  ]);
});
