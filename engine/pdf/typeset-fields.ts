import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { FieldToTypeset } from './field-looks.ts';
import { typesetLetters } from './generated-pages.ts';

/** Fields with the pages that hold their text, one page for each and as large as the field. */
export interface TypesetFields {
  readonly fields: readonly FieldToTypeset[];
  readonly pdf: Uint8Array;
}

const [mostFields, longestText] = [400, 4000];
const fromTheRight = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Has the text of fields set in a font that has its letters. A field with a letter that no font has is left out, as one that is very long is; undefined where nothing is left.
 * Fails with `cancelled` or a `worker-…` code.
 */
export async function typesetFields(pools: WorkerPools, wanted: readonly FieldToTypeset[], signal?: AbortSignal): Promise<Result<TypesetFields | undefined, Failure>> {
  const fields = wanted.filter(({ lines }) => lines.join('').length <= longestText).slice(0, mostFields);
  const together = await typesetAll(pools, fields, signal);
  if (together.ok || together.failure.code !== 'document-unsupported') return together;
  // One of them has a letter that is in no font: which one, they tell one by one.
  const set: FieldToTypeset[] = [];
  for (const field of fields) {
    const alone = await typesetAll(pools, [field], signal);
    if (alone.ok) set.push(field);
    else if (alone.failure.code !== 'document-unsupported') return alone;
  }
  return typesetAll(pools, set, signal);
}

async function typesetAll(pools: WorkerPools, fields: readonly FieldToTypeset[], signal?: AbortSignal): Promise<Result<TypesetFields | undefined, Failure>> {
  if (fields.length === 0) return { ok: true, value: undefined };
  const made = await typesetLetters(pools, 'field-values.typ', { fields: fields.map(templateData), language: 'en' }, signal);
  return made.ok ? { ok: true, value: { fields, pdf: made.value } } : made;
}

function templateData({ lines, width, height, line, size, colour, align, wraps }: FieldToTypeset): unknown {
  return {
    lines, width, height, line, size, align: ['left', 'center', 'right'][align] ?? 'left', wraps, direction: fromTheRight.test(lines.join(' ')) ? 'rtl' : 'ltr',
    colour: colour.split(/\s+/u).map(Number).filter((part) => !Number.isNaN(part)).map((part) => Math.min(1, Math.max(0, part))),
  };
}
