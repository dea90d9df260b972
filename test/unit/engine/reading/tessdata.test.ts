import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ocrLanguageOf, ocrLanguages } from '../../../../engine/reading/index.ts';

const folder = new URL('../../../../resources/tessdata/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.traineddata'));

describe('language data', () => {
  it('is byte for byte what its README says', () => {
    const listed = Array.from(readFileSync(new URL('README.md', folder), 'utf8').matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gmu), ([, sha256, name]) => `${name} ${sha256}`);
    const present = files.map((name) => `${name} ${createHash('sha256').update(readFileSync(new URL(name, folder))).digest('hex')}`);
    expect(present.toSorted()).toEqual(listed.toSorted());
  });

  it('is there for every language that is offered, and for orientation', () => {
    for (const { code } of ocrLanguages()) expect(files).toContain(`${code}.traineddata`);
    expect(files).toContain('osd.traineddata');
    expect(ocrLanguages()).toHaveLength(24);
  });

  it('is found by language tags and by tesseract codes', () => {
    expect(['uk', 'uk-UA', 'ukr', 'zh-Hans', 'sr-Latn', 'chi_sim', 'be'].map((tag) => ocrLanguageOf(tag)?.code)).toEqual(['ukr', 'ukr', 'ukr', 'chi_sim', 'ces', 'chi_sim', 'ukr']);
    expect(ocrLanguageOf('tlh')).toBeUndefined();
  });
});
