import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { calls, events } from '../../shared/ipc/contract.ts';

interface Def {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly valueType?: z.core.$ZodType;
}

/** Where an answer has room for a sentence: fields that are called like one and take any text. */
function sentences(schema: z.core.$ZodType, at: string): string[] {
  const def = schema._zod.def as z.core.$ZodTypeDef & Def;
  if (def.type === 'string') return /(?:^|\.)(?:message|why|explanation)$/u.test(at) ? [at] : [];
  const named = Object.entries(def.shape ?? {}).flatMap(([name, inner]) => sentences(inner, `${at}.${name}`));
  const nested = [def.element, def.innerType, def.valueType, ...(def.options ?? []), ...(def.items ?? [])].flatMap((inner) => (inner === undefined ? [] : sentences(inner, at)));
  return [...named, ...nested];
}

/** What a person wrote of a place that they marked. */
const allowed = [/\.redactions\.why$/u];

describe('what the engine tells the window', () => {
  const all = [
    ...Object.entries(calls).flatMap(([name, { output }]) => sentences(output, name)),
    ...Object.entries(events).flatMap(([name, value]) => sentences(value, name)),
  ];

  it('has no room for a sentence but where a person wrote it', () => {
    expect([...new Set(all)].filter((place) => !allowed.some((pattern) => pattern.test(place)))).toEqual([]);
  });
});
