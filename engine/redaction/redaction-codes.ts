import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const codeSetSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  source: z.string().min(1),
  codes: z.array(z.strictObject({ code: z.string().min(1).max(12), label: z.string().min(1), ground: z.string().min(1) })).min(1),
});

/** The reasons for which a court or a statute lets something be withheld, each with its legal ground. */
export type RedactionCodeSet = Readonly<z.infer<typeof codeSetSchema>>;

const folder = new URL('../../resources/redaction-codes/', import.meta.url);

/** The code sets that come with the application, by id. */
export function redactionCodeSets(): readonly RedactionCodeSet[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => parseCodeSet(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

/** Checks a code set that a user edited or took from elsewhere; throws a `ZodError` on anything that is not one, or where a code stands twice. */
export function parseCodeSet(input: unknown): RedactionCodeSet {
  return codeSetSchema.refine(({ codes }) => new Set(codes.map(({ code }) => code)).size === codes.length, { error: 'a code stands twice' }).parse(input);
}
