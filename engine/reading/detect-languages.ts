import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './language-tasks.ts';

const languageTasks = taskModule<typeof tasks>(import.meta.url, './language-tasks');
const longestSample = 4000;
const shortestSample = 12;

/** The language of each text as BCP 47; undefined where it is too short or cannot be told. Never fails: an unknown language is an answer. */
export async function detectLanguages(pools: WorkerPools, texts: readonly string[], signal?: AbortSignal): Promise<(string | undefined)[]> {
  const samples = texts.map((text) => text.normalize('NFC').slice(0, longestSample));
  if (samples.every((sample) => letters(sample) < shortestSample)) return samples.map(() => undefined);
  // On an OCR seat: the document pool may be held by the very document that is being read.
  const found = await pools.ocr.run(languageTasks, 'detect', { texts: samples }, { signal });
  if (!found.ok) return samples.map(() => undefined);
  return found.value.map((language, index) => (language === '' || letters(samples[index] ?? '') < shortestSample ? undefined : language));
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
