import { z } from 'zod';
import { courtReasonCodes } from '../courts/court-reasons.ts';
import { integrityFaultCodes } from '../finding.ts';
import { translatorJobResults } from './translator-job-results.ts';
import {
  caseDocument, check, count, documentId, editionName, failure, finding, guaranteeProof, inspectionFinding, itemId, jobId, pageNumber, rect, remark, sha256, text, time,
} from './shapes.ts';

const allowedSigners = text(2000);

export const courtCheck = z.object({
  court: text(60), holds: z.boolean(),
  rules: z.array(z.object({
    rule: text(200), /** What the rule asks, in the words of its source. */ asks: text().exactOptional(), source: text().exactOptional(), result: z.enum(['pass', 'fail', 'not-checked']), pages: z.array(pageNumber).readonly().exactOptional(),
    reason: z.enum(courtReasonCodes).exactOptional(), values: z.record(z.string().max(20), z.union([text(200), z.number()])).exactOptional(),
    figures: z.object({ atLeastDpi: z.number().exactOptional(), atMostDpi: z.number().exactOptional(), atMostMb: z.number().exactOptional() }).exactOptional(),
  })).readonly(),
});

/** What a later release changed in a received case: exhibit numbers; notes that went along to an unchanged page, and those that stay with an earlier file; positions on earlier files. */
export const receivedChange = z.object({
  from: count, to: count, at: time, added: z.array(text(10_000)).readonly(), replaced: z.array(text(10_000)).readonly(), withdrawn: z.array(text(10_000)).readonly(),
  movedItems: count, staleItems: z.array(itemId).readonly(), stalePositions: z.array(documentId).readonly(),
});

/** What each kind of long work answers when it ends well; the event `jobEnded` carries it. */
export const jobResults = {
  addFiles: z.object({
    documents: z.array(caseDocument).readonly(),
    /** `name` is the file's name as received, never its path; of a file inside `parent` with the names of what it lies in: `mail.eml › scan.pdf`. */
    refused: z.array(z.object({ name: text(4000), failure, parent: documentId.exactOptional() })).readonly(),
    findings: z.array(finding).readonly(),
  }),
  readDocuments: z.object({ pages: count, failed: z.array(z.object({ document: text(200), failure })).readonly() }),
  findRedactions: z.object({ proposed: count, documents: count }),
  proveRedactions: z.object({
    documents: z.array(z.object({ document: text(200), method: text(60), proof: z.array(guaranteeProof).readonly() })).readonly(),
  }),
  /** `files`: names of the bundle's files; several where the court limits the size of one, by names of their own. */
  buildEdition: z.object({ files: z.array(text(4000)).readonly(), pages: count, exhibits: count, redactions: count, sha256, court: courtCheck, findings: z.array(finding).readonly() }),
  makeRelease: z.object({
    edition: editionName, pages: count, exhibits: count, redactions: count, holds: z.literal(true), court: courtCheck,
    signer: z.object({ fingerprint: text(200), allowedSigners }), findings: z.array(finding).readonly(),
  }),
  checkNames: z.object({
    edition: editionName, holds: z.boolean(), /** Whether the edition leaves anything out. */ hides: z.boolean(), files: count, pages: count,
    /** Where a name stands, never the name: `document` is where it is mended, `page` of it, else of the file; `who`: pseudonyms. */
    places: z.array(z.object({
      where: z.enum(['heading', 'page', 'file', 'file-name', 'statement', 'custody']), file: text(200).exactOptional(), document: documentId.exactOptional(), page: pageNumber.exactOptional(), who: z.array(text(500)).readonly().exactOptional(),
    })).readonly(),
    /** Why the edition cannot leave as it stands. */
    stopped: failure.exactOptional(),
    /** Pseudonyms of protected persons whom the edition does not hide. */
    shown: z.array(text(500)).readonly(),
  }),
  verifyRelease: z.object({
    /** For `saveVerificationRecord`, `verifyExhibit` and `findExhibit`. */
    verification: text(64),
    holds: z.boolean(),
    /** `standing`: `changed` means that a known signer of that name has another key: the loudest of all. `words` and `qr` (rows of `0` and `1`) are to be compared; empty where no signature holds. */
    signer: z.object({
      fingerprint: text(200), known: z.boolean(), publicKey: text(2000), standing: z.enum(['known', 'unknown', 'changed']), name: text(10_000).exactOptional(), words: z.array(text(20)).readonly(), qr: z.array(text(200)).readonly(),
    }),
    checks: z.array(check).readonly(),
    /** What the release says about itself: believe it only when it holds. */
    release: z.object({
      id: text(100), number: count, edition: text(10_000), madeAt: text(40), case: text(10_000), reference: text(10_000).exactOptional(), exhibits: count, sealed: count, redacted: count,
      tools: z.array(z.object({ name: text(10_000), version: text(10_000) })).readonly(),
    }).exactOptional(),
    /** Against the earlier release that was given: exhibit numbers. */
    changes: z.object({ since: count, added: z.array(text(10_000)).readonly(), replaced: z.array(text(10_000)).readonly(), withdrawn: z.array(text(10_000)).readonly() }).exactOptional(),
    time: z.object({ at: text(40), authority: text(2000) }).exactOptional(),
    /** What was not looked at, and why. */
    notChecked: z.array(z.object({ name: text(200), remarks: z.array(remark).readonly() })).readonly(),
  }),
  openRelease: z.object({ documents: count }),
  updateReceived: receivedChange,
  /** `checkpoint`: signed head of the log, to be held elsewhere. */
  backupCase: z.object({ bytes: count, checkpoint: text(4000) }),
  checkCase: z.object({ holds: z.boolean(), objects: count, events: count, faults: z.array(z.object({ code: z.enum(integrityFaultCodes), subject: text(200), document: text(200).exactOptional() })).readonly() }),
  inspectDocuments: z.object({ documents: count, findings: count, failed: z.array(z.object({ document: text(200), failure })).readonly() }),
  inspectPdf: z.object({ findings: z.array(inspectionFinding).readonly() }),
  checkPdf: courtCheck,
  redactPdf: z.object({
    method: text(60), zones: z.array(z.object({ page: pageNumber, rect })).readonly(), proof: z.array(guaranteeProof).readonly(),
    /** Of what was asked for, what stands nowhere in the document; what the boxes may tell. */
    notFound: z.array(text(2000)).readonly(), warnings: z.array(z.enum(['tight-box', 'slanted-box'])).readonly(),
  }),
  assemblePdfs: z.object({ pages: count, findings: z.array(finding).readonly() }),
  /** `releases[].name` is the last part of the written file's path. */
  runPlan: z.object({
    releases: z.array(z.object({ edition: editionName, name: text(), pages: count, exhibits: count, redactions: count, holds: z.boolean() })).readonly(),
    signer: z.object({ fingerprint: text(200), allowedSigners }), findings: z.array(finding).readonly(),
  }),
  openDemonstration: z.object({ documents: count, findings: z.array(finding).readonly() }),
  ...translatorJobResults,
} as const;

export type JobKind = keyof typeof jobResults;
export const jobKinds = Object.keys(jobResults) as [JobKind, ...JobKind[]];
export type JobResult<Kind extends JobKind> = z.infer<(typeof jobResults)[Kind]>;

/** Where a job stands: `waiting` for the work before it on the same case, at work, or `paused`: what is in hand then is finished, and nothing further begun. */
const jobState = z.enum(['waiting', 'working', 'paused']);
export type JobState = z.infer<typeof jobState>;

/** A running job; one that cannot pause can only be stopped. */
export const runningJob = z.object({ job: jobId, kind: z.enum(jobKinds), state: jobState, canPause: z.boolean() });

/** What a call that starts long work answers: `jobProgress` and `jobEnded` carry the rest. */
export const startedJob = z.object({ job: jobId });

/** How far a job is; `step` and `unit` are those of `shared/progress.ts`. */
export const jobProgress = z.object({
  job: jobId, kind: z.enum(jobKinds), step: text(60), done: count, total: count, unit: z.enum(['documents', 'pages', 'bytes', 'checks']),
  document: text(200).exactOptional(),
  /** Estimated; absent until there is ground for an estimate. */
  secondsLeft: count.exactOptional(),
});

const endings = jobKinds.map((kind) => z.object({ job: jobId, kind: z.literal(kind), ok: z.literal(true), value: jobResults[kind] }));

/** How a job ended: with its kind's result, or with why not. A cancelled job ends with the failure `cancelled`. */
export const jobEnded = z.union([z.object({ job: jobId, kind: z.enum(jobKinds), ok: z.literal(false), failure }), ...endings]) as z.ZodType<JobEnded>;

export type JobEnded = EndedWell | { readonly job: string; readonly kind: JobKind; readonly ok: false; readonly failure: z.infer<typeof failure> };
type EndedWell = { [Kind in JobKind]: { readonly job: string; readonly kind: Kind; readonly ok: true; readonly value: JobResult<Kind> } }[JobKind];
