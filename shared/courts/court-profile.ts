import { z } from 'zod';
import type { CourtReason, CourtReasonValues } from './court-reasons.ts';

const rule = <Kind extends string, Parameters extends z.ZodRawShape>(kind: Kind, parameters: Parameters) =>
  z.strictObject({
    /** Stable name in reports. */
    rule: z.string().regex(/^[a-z0-9-]+$/),
    kind: z.literal(kind),
    /** What is asked, in plain words. */
    asks: z.string().min(1),
    /** Where it is asked: document and paragraph. */
    source: z.string().min(1),
    /** `text`: the rule's own text was read; `secondary`: a report of it; `good-practice`: no court's rule. */
    read: z.enum(['text', 'secondary', 'good-practice']),
    ...parameters,
  });

/** A rule of a court, as data: what kind of check decides it, with which figures. */
export const courtRuleSchema = z.discriminatedUnion('kind', [
  rule('unprotected', {}),
  rule('page-numbers', {
    /** Where the number has to stand, where the court says so. */
    place: z.enum(['any', 'bottom-right', 'bottom', 'top-right']).default('any'),
    /** `pdf`: equal to the PDF page from 1; `section`: by section, A1…, equal to the page label. */
    counts: z.enum(['pdf', 'section']).default('pdf'),
  }),
  rule('index-links', {}),
  rule('links-work', {}),
  rule('bookmarks', {
    /** Whether the page number has to stand in the bookmark's text. */
    withPage: z.boolean().default(false),
  }),
  rule('bookmarks-match-index', {}),
  rule('searchable', {}),
  rule('upright', {}),
  rule('orientation', { only: z.enum(['portrait', 'landscape']) }),
  rule('opens-at', { zoom: z.number().positive() }),
  rule('opens-with-bookmarks', {}),
  rule('page-labels', {}),
  rule('title', {}),
  rule('language', {}),
  rule('file-size', { atMostMb: z.number().positive() }),
  rule('pages', { atMost: z.int().positive() }),
  rule('page-size', { sizesMm: z.array(z.tuple([z.number().positive(), z.number().positive()])).min(1), toleranceMm: z.number().nonnegative().default(3) }),
  rule('resolution', { atMostDpi: z.number().positive().optional(), atLeastDpi: z.number().positive().optional() }),
  rule('no-active-content', {}),
  rule('fonts-embedded', {}),
  rule('by-person', {}),
]);
export type CourtRule = z.infer<typeof courtRuleSchema>;
export type CourtRuleKind = CourtRule['kind'];

/** A court's rules for bundles, in one edition of its guidance. */
export const courtProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().min(1),
  /** Which guidance, and of when. */
  edition: z.string().min(1),
  numbering: z.strictObject({ style: z.enum(['continuous', 'section']), stamp: z.string().default('{page}') }),
  /** Split above this size. */
  splitAboveMb: z.number().positive().optional(),
  splitAbovePages: z.int().positive().optional(),
  rules: z.array(courtRuleSchema).min(1),
});
export type CourtProfile = z.infer<typeof courtProfileSchema>;

/** What a rule came to. One that failed or was not checked says why by `reason` and its values, and in English by `message`. */
export interface CourtRuleResult {
  readonly rule: string;
  readonly result: 'pass' | 'fail' | 'not-checked';
  /** 1-based pages that fail. */
  readonly pages?: readonly number[];
  readonly reason?: CourtReason;
  readonly values?: CourtReasonValues;
  readonly message?: string;
  /** What is asked, in the words of the profile. */
  readonly asks: string;
  readonly source: string;
  /** What the rule allows: resolution, size. */
  readonly figures?: { readonly atLeastDpi?: number; readonly atMostDpi?: number; readonly atMostMb?: number };
}

/** A PDF against a court's profile; it holds when no rule fails. */
export interface CourtCheck {
  readonly court: string;
  readonly edition: string;
  readonly holds: boolean;
  readonly rules: readonly CourtRuleResult[];
}
