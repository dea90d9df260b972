import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeTmx, writeXliff } from '../../engine/translation/index.ts';
import { readXliff } from '../../engine/translation/exchange/xliff.ts';

const segments = [
  ['s1', 'Мене звати [redacted].', 'My name is [redacted].'], ['s2', 'Я народилася 14 травня 1996 року в селищі [redacted].', 'I was born on 14 May 1996 in the settlement of [redacted].'],
  ['s3', 'Мені давали 40 фунтів на тиждень готівкою.', 'I was given 40 pounds a week in cash.'], ['s4', 'Він сказав: “Ціна < 500 & крапка”.', 'He said: “Price < 500 & full stop”.'],
  ['s5', 'Це була неправда.', undefined],
] as const;
const project = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>UK</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>`;

it('goes through OmegaT and back: each sentence with its translation, hash and request kept, what was not translated left as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-omegat-'));
  try {
    for (const part of ['source', 'target', 'tm/auto', 'glossary', 'dictionary', 'omegat', 'home']) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'omegat.project'), project);
    const request = { version: '1.2' as const, sourceLanguage: 'uk', targetLanguage: 'en', request: 'request-1', sourceSha256: 'ab'.repeat(32), segments: segments.map(([id, source]) => ({ id, source })) };
    writeFileSync(join(folder, 'source/request.xlf'), writeXliff(request));
    writeFileSync(join(folder, 'tm/auto/translated.tmx'), writeTmx('uk', segments.flatMap(([, uk, en]) => (en === undefined ? [] : [{ uk, en }]))));
    execFileSync('omegat', [folder, '--mode=console-translate'], { env: { ...process.env, HOME: join(folder, 'home') }, stdio: 'ignore', timeout: 120_000 });
    const returned = readXliff(readFileSync(join(folder, 'target/request.xlf')));
    expect(returned).toEqual({ ok: true, value: { ...request, segments: segments.map(([id, source, target]) => ({ id, source, target: target ?? source })) } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
