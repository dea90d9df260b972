import { z } from 'zod';
import { confidentialities, documentKinds } from '../case-model/document.ts';
import { riskLevels } from '../case-model/protected-person.ts';
import { proofFaultCodes } from '../case-model/proof-faults.ts';
import { patternNames, redactionMethods } from '../case-model/redaction.ts';
import { remarkCodes, type RemarkCode } from '../case-model/verification-remark.ts';
import { failureExitCodes, type FailureCode } from '../failure.ts';
import { detailCodes } from '../failure-details.ts';
import { findingCodes, inspectionCodes } from '../finding.ts';
import type { DocumentId, EditionName, Sha256 } from '../identifiers.ts';
import { windowLanguages } from '../languages.ts';

const failureCodes = Object.keys(failureExitCodes) as [FailureCode, ...FailureCode[]];

const matching = <T extends string>(pattern: RegExp) => z.custom<T>((value) => typeof value === 'string' && pattern.test(value));

/** Text of at most `length` UTF-16 units. */
export const text = (length = 2000) => z.string().max(length);
/** A name or title that may not be empty. */
export const name = z.string().min(1).max(500);
export const documentId = matching<DocumentId>(/^[a-z0-9][a-z0-9-]{0,99}$/);
export const editionName = matching<EditionName>(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const sha256 = matching<Sha256>(/^[0-9a-f]{64}$/);
/** BCP 47. */
export const language = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/);
/** A language that the window speaks. */
export const windowLanguage = z.enum(windowLanguages);
/** Stands for a file or folder that the user chose; the path itself stays with the host. */
export const fileToken = z.string().regex(/^[0-9a-f]{32}$/);
export const jobId = z.string().regex(/^[0-9a-f]{32}$/);
/** 32 hexadecimal digits given to one redaction, one event listener or one listed place. */
export const itemId = z.string().regex(/^[a-z0-9-]{1,64}$/);
/** Id of a release, as its statement gives it. */
export const releaseId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
/** 1-based. */
export const pageNumber = z.int().min(1).max(1_000_000);
export const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** ISO 8601. */
export const time = z.string().max(40);
const points = z.number().min(-100_000).max(100_000);
export const rect = z.tuple([points, points, points, points]).readonly();
export const pageSize = z.object({ widthPt: z.number(), heightPt: z.number() });

/** A passphrase on its way to the engine; it is in no answer and no event. */
export const passphrase = z.string().min(1).max(1024);
/** An age recipient, `age1…`. */
export const recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

/** No sentence crosses: the window has words for each code and each detail. */
export const failure = z.object({
  code: z.enum(failureCodes), detail: z.enum(detailCodes).exactOptional(), values: z.record(text(100), z.union([text(20_000), z.number()])).readonly().exactOptional(), subject: text(500).exactOptional(), line: count.exactOptional(),
});

export const source = z.object({
  origin: text().exactOptional(), collectedBy: text().exactOptional(), collectedAt: text(40).exactOptional(), place: text().exactOptional(), receivedFrom: text().exactOptional(),
  receivedBy: text().exactOptional(), itemNumber: text().exactOptional(), sealNumber: text().exactOptional(), condition: text().exactOptional(),
});

export const translator = z.object({
  name, qualification: text().exactOptional(), contact: text().exactOptional(), register: text().exactOptional(), certifiedAt: text(40).exactOptional(),
});

export const translationLink = z.object({ original: documentId, originalSha256: sha256, translator: translator.exactOptional() });

export const caseDocument = z.object({
  id: documentId, name: text(), title: text(), kind: z.enum(documentKinds), sha256, bytes: count, pages: count, language: text(60).exactOptional(),
  parent: documentId.exactOptional(), exhibit: text(60).exactOptional(), confidentiality: z.enum(confidentialities), source,
  translation: translationLink.exactOptional(), takenInAt: time,
});

export const word = z.object({ text: text(10_000), rect, line: count, confidence: z.number().min(0).max(1).exactOptional(), read: text(10_000).exactOptional() });

export const pageText = z.object({
  widthPt: z.number(), heightPt: z.number(), page: pageNumber, source: z.enum(['text', 'ocr', 'none']), language: text(60).exactOptional(),
  words: z.array(word).readonly(),
});

export const caseHead = z.object({
  title: name, reference: text(200).exactOptional(), court: z.string().regex(/^[a-z0-9-]{1,60}$/), languages: z.array(language).max(20).readonly(), by: name,
});

export const protectedPerson = z.object({
  pseudonym: name, names: z.array(name).max(200).readonly(), protected: z.boolean(), child: z.boolean(),
  aliases: z.array(name).max(200).readonly().exactOptional(), spellings: z.array(name).max(200).readonly().exactOptional(),
  relations: z.array(z.object({ to: name, how: name })).max(200).readonly().exactOptional(), risk: z.enum(riskLevels).exactOptional(), riskNote: text().exactOptional(),
  language: language.exactOptional(), interpreter: text().exactOptional(), contactWishes: text().exactOptional(),
});

export const redactionSet = z.object({
  edition: editionName, persons: z.array(name).max(1000).readonly(), terms: z.array(name).max(5000).readonly(),
  patterns: z.array(z.enum(patternNames)).max(20).readonly(), ground: text(2000),
  zones: z.array(z.object({ document: documentId, page: pageNumber, rect })).max(50_000).readonly(),
  /** RE2 syntax. */
  expressions: z.array(z.string().min(1).max(1000)).max(200).readonly().exactOptional(),
  /** How its redactions are decided on; where it is absent, what the rules find is hidden without review. */
  order: z.object({
    review: z.enum(['automatic', 'reviewed']), fourEyes: z.boolean(), mayKeep: z.boolean(), codes: text(60).exactOptional(),
    /** By pixels where absent; `structural` keeps born-digital pages sharp as far as it can be proved. */
    method: z.enum(redactionMethods).exactOptional(),
    exceptions: z.array(z.object({ document: documentId, page: pageNumber.exactOptional(), method: z.enum(redactionMethods) })).max(10_000).readonly().exactOptional(),
  }).exactOptional(),
});

export const section = z.object({ title: name, entries: z.array(documentId).max(100_000).readonly() });
export const bundle = z.object({ title: name, sections: z.array(section).max(1000).readonly() });

/** No sentence crosses: the window has words for each code; what an older application called otherwise is `other`. */
export const finding = z.object({ document: text(200), code: z.enum([...findingCodes, 'other']).catch('other'), page: count.exactOptional(), values: z.record(z.string().max(40), z.union([text(500), z.number()])).exactOptional() });

export const inspectionFinding = z.object({
  code: z.enum(inspectionCodes), page: pageNumber.exactOptional(), rect: rect.exactOptional(), text: text(10_000).exactOptional(),
});

export const remarkCode = z.enum(remarkCodes as [RemarkCode, ...RemarkCode[]]);

/** What a verification found, for which the window has the words. */
export const remark = z.object({ code: remarkCode, values: z.record(text(100), z.union([text(20_000), z.number()])).readonly().exactOptional(), failure: z.enum(failureCodes).exactOptional() });

/** `page`: 1-based, of the exhibit that `subject` names, or of the bundle where it names none. */
export const check = z.object({
  name: text(200), holds: z.boolean(), subject: text(500).exactOptional(), page: count.exactOptional(), remarks: z.array(remark).readonly().exactOptional(),
});

export const guaranteeProof = z.object({
  guarantee: z.custom<`R${number}`>((value) => typeof value === 'string' && /^R\d+$/.test(value)), holds: z.boolean(),
  fault: z.object({ code: z.enum(proofFaultCodes), values: z.record(text(100), z.union([text(2000), z.number()])).readonly().exactOptional() }).exactOptional(),
});

/** An answer without content. */
export const nothing = z.object({});
/** A call that takes nothing. */
export const noInput = z.strictObject({});
