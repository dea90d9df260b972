import { z } from 'zod';

/** The namespace of a release's signature: `ssh-keygen -Y verify -n custodia-release`. */
export const releaseNamespace = 'custodia-release';
export const releaseFormat = 'custodia-release-1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(10_000);
const count = z.int().min(0);
const safePath = z.string().max(90).regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/);

/** What the original of an exhibit was: its hash, or, where this edition may not know it, a salted commitment (HMAC-SHA-256). */
const original = z.union([z.strictObject({ sha256 }), z.strictObject({ commitment: sha256 })]);

const exhibit = z.strictObject({
  /** Exhibit number. */
  number: text,
  /** As this edition may read it. */
  title: text,
  pages: count,
  /** In `data/`. */
  file: safePath,
  /** Of the file as released. */
  sha256,
  original,
  /** BCP 47. */
  language: text.optional(),
  /** First and last page in the bundle. */
  bundlePages: z.tuple([count, count]).optional(),
  /** The native file beside it, byte-exact. */
  native: z.strictObject({ file: safePath, sha256 }).optional(),
  /** The exhibit that it translates, and the exact original that the translation is bound to. */
  translationOf: z.strictObject({ number: text, original, translator: text.optional(), certifiedAt: text.optional() }).optional(),
});

/** An item that exists and has its place, but whose content this edition does not hold. */
const sealedItem = z.strictObject({
  number: text,
  /** 1-based place among all entries of the bundle. */
  position: count,
  /** HMAC-SHA-256 of the original's SHA-256 (32 bytes) under a salt that is kept back. */
  commitment: sha256,
  /** Bytes of the original, rounded up to a power of two. */
  sizeClass: count,
  ground: text.optional(),
});

/** An item that an earlier release listed as sealed and this one holds: salt and hash show that it is the same. */
const openedItem = z.strictObject({ number: text, commitment: sha256, salt: sha256, sha256 });

const redactionRecord = z.strictObject({
  number: text,
  method: text,
  zones: count,
  ground: text,
  /** Of the redacted file. */
  sha256,
  proof: z.array(z.strictObject({ guarantee: z.string().regex(/^R\d+$/), holds: z.boolean(), message: text.optional() })),
});

const previousRelease = z.strictObject({ id: text, number: count, statementSha256: sha256, logSize: count.optional() });

const facts = {
  case: z.strictObject({ id: text, title: text, reference: text.optional() }),
  release: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), number: count, edition: text, madeAt: z.iso.datetime() }),
  /** The release of this edition before this one. */
  previous: previousRelease.nullable(),
  court: z.strictObject({
    profile: text,
    /** Null where the profile was not checked. */
    holds: z.boolean().nullable(),
    rules: z.array(z.strictObject({ rule: text, result: z.enum(['pass', 'fail', 'not-checked']) })),
  }),
  tools: z.array(z.strictObject({ name: text, version: text })),
  exhibits: z.array(exhibit).max(100_000),
  sealed: z.array(sealedItem).max(100_000),
  /** Items that were sealed in an earlier release and are opened in this one. */
  opened: z.array(openedItem).max(100_000).optional(),
  redactions: z.array(redactionRecord).max(100_000),
  /** Releases of this edition that no longer stand. */
  withdrawals: z.array(z.strictObject({ id: text, number: count, statementSha256: sha256, at: z.iso.datetime() })).max(10_000).optional(),
};

const signedFile = z.strictObject({ path: safePath, bytes: count, sha256 });

/** What a release says about itself: `data/release.json`, canonical JSON (RFC 8785), and what the signature covers. */
export const releaseStatement = z.strictObject({
  format: z.literal(releaseFormat),
  ...facts,
  /** `recipient` is the `age1…` key to which an answer is encrypted. */
  signer: z.strictObject({ name: text, fingerprint: text, recipient: text.optional() }),
  /** `age1…` keys; none for a release that is not encrypted. */
  recipients: z.array(text).max(1000),
  /** Every file under `data/` but this statement and its signature. */
  files: z.array(signedFile).max(200_000),
});

/** The part of the statement that its maker knows beforehand. */
export const releaseFacts = z.strictObject(facts);

export type ReleaseStatement = z.infer<typeof releaseStatement>;
export type ReleaseFacts = z.infer<typeof releaseFacts>;
export type ReleasedExhibit = z.infer<typeof exhibit>;
export type SealedItem = z.infer<typeof sealedItem>;
export type OpenedItem = z.infer<typeof openedItem>;
export type RedactionRecord = z.infer<typeof redactionRecord>;
export type SignedFile = z.infer<typeof signedFile>;
export type PreviousRelease = z.infer<typeof previousRelease>;
