import { z } from 'zod';
import { check, count, fileToken, itemId, name, noInput, nothing, recipient, releaseId, remarkCode, sha256, text, time, windowLanguage } from './shapes.ts';

/** `ssh-ed25519 AAAA…`, or a line of an `allowed_signers` file. */
const keyLine = z.string().min(1).max(2000);

/** A key in the forms in which two people compare it. `qr` is the fingerprint as a QR code: rows of `0` and `1`, dark modules `1`; add a quiet margin of four modules. */
export const keyDescription = z.object({ sshPublicKey: text(2000), fingerprint: text(200), words: z.array(text(20)).readonly(), qr: z.array(text(200)).readonly() });

export const contact = z.object({
  id: itemId, name: text(500), sshPublicKey: text(2000), fingerprint: text(200), recipient: text(100).exactOptional(), pinnedAt: time,
});

const witness = z.object({ name: text(500), fingerprint: text(200) });
const listedExhibit = z.object({ number: text(200), sha256 });

/**
 * Calls about who vouches for what: contacts with pinned keys, checkpoints that others countersign, trusted time, withdrawn releases, single exhibits
 * and verification records. All but the last three are about the open case.
 */
export const witnessCalls = {
  /** Puts a key into words and a QR code. Nothing is pinned. `usage` when it is no ssh-ed25519 key. */
  describeKey: { input: z.strictObject({ key: keyLine }), output: keyDescription },
  listContacts: { input: noInput, output: z.object({ contacts: z.array(contact).readonly() }) },
  /**
   * Pins a key that was compared by telephone, letter or in person: never one that was merely found in a package. `verification-failed` when a contact of that
   * name has another key: show both, and call again with `replace` only after the person has compared the new one.
   */
  pinContact: { input: z.strictObject({ name, key: keyLine, recipient: recipient.optional(), replace: z.boolean().optional() }), output: contact },
  removeContact: { input: z.strictObject({ contact: itemId }), output: nothing },

  /** Writes the signed head of this case's log to `place`, for a clerk or the other side to keep or countersign. `size` counts its events. */
  saveCheckpoint: { input: z.strictObject({ place: fileToken }), output: z.object({ checkpoint: text(4000), size: count }) },
  /**
   * Holds a checkpoint that somebody kept against this case's log; with `keep` it is taken in, if a pinned contact or `witness` (a key) countersigned it.
   * `verification-failed`: not of this case. `case-tampered`: the history was rewritten since: say so loudly.
   */
  checkCheckpoint: {
    input: z.strictObject({ file: fileToken, witness: keyLine.optional(), keep: z.boolean().optional() }),
    output: z.object({ size: count, witnesses: z.array(witness).readonly(), kept: z.boolean() }),
  },
  /** Countersigned checkpoints that were taken in. */
  listCheckpoints: { input: noInput, output: z.object({ checkpoints: z.array(z.object({ size: count, witnesses: z.array(witness).readonly(), takenInAt: time })).readonly() }) },
  /** Countersigns another side's checkpoint with this case's key and writes it to `place`; `signer` is the key of that side, compared beforehand. */
  countersignCheckpoint: { input: z.strictObject({ file: fileToken, signer: keyLine, place: fileToken }), output: z.object({ caseId: text(200), size: count }) },

  /**
   * Writes an RFC 3161 request over a release of this case, or over one of somebody else that was verified (`verification`), to `place` (`.tsq`), to be carried to a time-stamping
   * authority. Exactly one of both (`usage`).
   */
  requestTime: { input: z.strictObject({ release: releaseId.optional(), verification: itemId.optional(), place: fileToken }), output: z.object({ sha256 }) },
  /** Verifies the token that came back against imported certificates (PEM or DER) and keeps it with the release. `holds: false` with `why` is an answer; nothing is kept then. */
  takeInTime: {
    input: z.strictObject({ release: releaseId, token: fileToken, certificates: z.array(fileToken).min(1).max(20) }),
    output: z.object({ holds: z.boolean(), why: remarkCode.exactOptional(), at: time, authority: text(500) }),
  },

  /**
   * Records that a release no longer stands and writes the signed notice to `place` and `place.sig`, both for each of `recipients`. Show `words`: what cannot be taken back.
   * `usage`: no such release, withdrawn already, no reason; `leak-found`: the reason names what that edition must not show.
   */
  withdrawRelease: {
    input: z.strictObject({ release: releaseId, reason: name, place: fileToken }),
    output: z.object({ release: releaseId, number: count, at: time, recipients: z.array(text(100)).readonly(), words: text() }),
  },
  /** What a release changed against an earlier one of its edition, both of this case: exhibit numbers. */
  compareReleases: {
    input: z.strictObject({ earlier: releaseId, later: releaseId }),
    output: z.object({ since: count, added: z.array(text(200)).readonly(), replaced: z.array(text(200)).readonly(), withdrawn: z.array(text(200)).readonly() }),
  },

  /**
   * Writes a verification down as PDF at `place`, in that language, with the JSON (English) beside it; `sign` signs it with the open case's key. `verification` is what the job `verifyRelease` answered;
   * the engine keeps the last twenty until the application ends. `usage`: no longer kept.
   */
  saveVerificationRecord: { input: z.strictObject({ verification: itemId, place: fileToken, sign: z.boolean(), language: windowLanguage }), output: z.object({ files: z.array(text(500)).readonly() }) },
  /** Whether one file is an exhibit, byte for byte, of a verified release (`verification`) or of a list (`list`: exhibit-list.json, release.json or a release). Exactly one of both. */
  verifyExhibit: {
    input: z.strictObject({ file: fileToken, verification: itemId.optional(), list: fileToken.optional() }),
    output: z.object({ holds: z.boolean(), sha256, checks: z.array(check).readonly(), signedBy: text(200).exactOptional() }),
  },
  /** The exhibits whose SHA-256 begins with what was scanned or typed: at least six digits, spaces and dashes do not matter (`usage`). */
  findExhibit: {
    input: z.strictObject({ typed: z.string().max(200), verification: itemId.optional(), list: fileToken.optional() }),
    output: z.object({ exhibits: z.array(listedExhibit).readonly() }),
  },
} as const;
