import { z } from 'zod';
import { count, documentId, itemId, pageNumber, text } from './shapes.ts';

/** What the jobs of `translatorCalls` answer. */
export const translatorJobResults = {
  sendTranslationRequest: z.object({ segments: count, pages: count }),
  takeInTranslation: z.object({
    version: itemId, document: documentId, matched: count,
    findings: z.array(z.object({
      segment: text(200), kind: z.enum(['missing', 'untranslated', 'source-changed', 'unknown', 'redaction-lost', 'number', 'date', 'amount', 'name']), source: text(100_000), target: text(100_000),
    })).readonly(),
  }),
  draftTranslation: z.object({ document: documentId, language: text(60), pages: pageNumber, segments: count }),
} as const;
