import { z } from 'zod';
import { confidentialities } from '../../shared/case-model/document.ts';
import { exhibitStatuses, lateDocumentRules, markPlaces, subExhibitForms } from '../../shared/case-model/exhibit.ts';
import { patternNames } from '../../shared/case-model/redaction.ts';

const text = z.string().trim().min(1, 'must not be empty');
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en, uk or sr-Latn');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/, 'must be a date such as 2026-03-01');
const documentId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and dashes').max(64);
const edition = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes').max(32);
const exhibit = z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u, 'must be letters, digits, spaces, dots, dashes and slashes').max(32);
const number = z.number();

const source = z.strictObject({
  origin: text, collectedBy: text, collectedAt: date, place: text, receivedFrom: text, receivedBy: text, itemNumber: text, sealNumber: text, condition: text,
}).partial();

const translator = z.strictObject({
  name: text, qualification: text.optional(), contact: text.optional(), register: text.optional(), certifiedAt: date.optional(),
});

const zone = z.strictObject({
  document: documentId,
  page: z.int().min(1),
  rect: z.tuple([number.min(0), number.min(0), number.positive(), number.positive()]),
  unit: z.enum(['pt', 'px']).default('pt'),
});

/** The plan file, version 1: what `docs/plan-file.md` describes. Every key that is not named here is refused. */
export const planSchema = z.strictObject({
  custodia: z.literal(1),
  case: z.strictObject({
    title: text, reference: text.optional(), court: text.default('plain'), languages: z.array(language).min(1).default(['en']), by: text.optional(),
  }),
  persons: z.array(z.strictObject({
    pseudonym: text, names: z.array(text).min(1), protected: z.boolean().default(true), child: z.boolean().default(false),
  })).default([]),
  documents: z.array(z.strictObject({
    id: documentId, file: text, title: text.optional(), language: language.optional(), exhibit: exhibit.optional(), status: z.enum(exhibitStatuses).optional(), party: text.optional(), note: text.optional(), ern: text.max(60).optional(),
    confidentiality: z.enum(confidentialities).default('parties'), source: source.default({}), translationOf: documentId.optional(), translator: translator.optional(),
  })).min(1, 'must name at least one document'),
  redactions: z.array(z.strictObject({
    edition, persons: z.array(text).default([]), terms: z.array(text).default([]), patterns: z.array(z.enum(patternNames)).default([]), expressions: z.array(text.max(1000)).default([]), ground: text, zones: z.array(zone).default([]),
  })).default([]),
  exhibits: z.strictObject({
    schemes: z.array(z.strictObject({
      party: text.max(200), format: text.min(3).max(60), first: z.int().min(0).max(999_999_999).default(1), last: z.int().min(0).max(999_999_999).optional(), sub: z.enum(subExhibitForms).default('dot'),
    })).min(1, 'must have at least one scheme'),
    number: z.boolean().default(true),
  }).optional(),
  bundle: z.strictObject({
    title: text, sections: z.array(z.strictObject({ title: text, entries: z.array(documentId) })).min(1, 'must have at least one section'),
    late: z.enum(lateDocumentRules).optional(), translations: z.enum(['after', 'facing']).optional(), marks: z.enum(markPlaces).optional(), stamp: text.max(100).optional(), links: z.boolean().optional(),
    cover: z.boolean().optional(), sectionSheets: z.boolean().optional(), certificates: z.boolean().optional(), exhibitList: z.boolean().optional(), custodyStatement: z.boolean().optional(), redactionLog: z.boolean().optional(), issues: z.boolean().optional(),
  }),
  releases: z.array(z.strictObject({ edition, recipients: z.array(text).default([]), out: text })).default([]),
});

/** A plan file whose shape and cross-references hold. */
export type Plan = z.infer<typeof planSchema>;
