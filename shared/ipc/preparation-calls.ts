import { z } from 'zod';
import {
  bundle, count, documentId, editionName, noInput, nothing, pageNumber, text, translator,
} from './shapes.ts';

/** Calls that prepare what leaves the case: translations, the bundle. */
export const preparationCalls = {
  listTranslations: {
    input: noInput,
    output: z.object({
      translations: z.array(z.object({ original: documentId, translation: documentId, translator: translator.exactOptional(), stale: z.boolean() })).readonly(),
    }),
  },
  pairTranslation: { input: z.strictObject({ original: documentId, translation: documentId, translator: translator.optional() }), output: nothing },
  unpairTranslation: { input: z.strictObject({ translation: documentId }), output: nothing },

  /** `null` until the first `saveBundle`. */
  getBundle: { input: noInput, output: z.object({ bundle: bundle.nullable() }) },
  saveBundle: { input: z.strictObject({ bundle }), output: nothing },
  /** Where each exhibit falls in the built bundle, index pages counted, without building it. */
  planBundle: {
    input: z.strictObject({ edition: editionName }),
    output: z.object({
      pages: count, indexPages: count,
      entries: z.array(z.object({ document: documentId, exhibit: text(60).exactOptional(), title: text(), firstPage: pageNumber, lastPage: pageNumber, sealed: z.boolean() })).readonly(),
    }),
  },
} as const;
