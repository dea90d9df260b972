import { z } from 'zod';
import { startedJob } from './jobs.ts';
import { count, fileToken, name, noInput, nothing, passphrase, recipient, text, windowLanguage } from './shapes.ts';

const compartments = z.array(z.enum(['work', 'protected-persons'])).min(1);
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/u);
const publicKeys = z.object({ name: text(500), fingerprint: text(200), sshPublicKey: text(2000), recipient: text(100) });

/** Calls about who opens a case: passphrase, recovery, members, backups, this computer's key store. After those that open a case ask `currentCase`. */
export const keyCalls = {
  caseKeys: {
    input: noInput,
    output: z.object({
      /** Whether this identity made the case: only the maker changes members and makes ways to recover it. */
      maker: z.boolean(),
      members: z.array(z.object({ ...publicKeys.shape, compartments, addedAt: text(40), maker: z.boolean() })).readonly(),
      keyStore: z.object({ available: z.boolean(), remembers: z.boolean() }),
    }),
  },
  /** Fails with `passphrase-wrong`, `passphrase-weak`. What this computer remembers is forgotten with it. */
  changePassphrase: { input: z.strictObject({ current: passphrase, next: passphrase }), output: nothing },
  /** Writes a PDF to be printed to `place`; an earlier sheet no longer opens the case. */
  makeRecoverySheet: { input: z.strictObject({ place: fileToken, language: windowLanguage }), output: z.object({ pages: count }) },
  /** The same for shares, a page for each institution, of which `needed` together open the case. */
  makeRecoveryShares: { input: z.strictObject({ place: fileToken, language: windowLanguage, needed: z.int().min(2).max(20), of: z.int().min(2).max(20) }), output: z.object({ pages: count }) },
  /** Opens a case whose passphrase is lost, by the 24 words or by shares, under a new one. Fails with `identity-wrong`. */
  recoverCase: { input: z.strictObject({ place: fileToken, words: text(2000).optional(), shares: z.array(text(500)).max(20).optional(), passphrase }), output: nothing },
  backupCase: { input: z.strictObject({ place: fileToken }), output: startedJob },
  /** Writes the event log as canonical JSON lines to `place`, and its signed head beside it. */
  exportLog: { input: z.strictObject({ place: fileToken }), output: z.object({ events: count, verifierKey: text(500) }) },
  /** Makes an identity file for the person at this computer; the answer is what they send to the maker of a case. */
  makeIdentity: { input: z.strictObject({ place: fileToken, name, passphrase }), output: publicKeys },
  /** Closes the case, changes its members, and opens it again. `remove` are fingerprints. */
  changeMembers: {
    input: z.strictObject({
      passphrase, add: z.array(z.strictObject({ name, sshPublicKey: text(2000), recipient, compartments })).max(100), remove: z.array(fingerprint).max(100),
    }),
    output: nothing,
  },
  /** Lets this account on this computer open the case without its passphrase, until the passphrase is changed. Fails with `not-offered`, `passphrase-wrong`. */
  rememberCase: { input: z.strictObject({ passphrase }), output: nothing },
  forgetCase: { input: noInput, output: nothing },
  /** Whether this computer has a key store, and opens a case with it: the one in `place`, or without it the one that is locked. */
  rememberedHere: { input: z.strictObject({ place: fileToken.optional() }), output: z.object({ available: z.boolean(), remembers: z.boolean() }) },
  /** Opens a case that this computer remembers: the one in `place`, or without it the one that is locked. Fails with `passphrase-wrong` where it does not: ask for the passphrase. */
  openRemembered: { input: z.strictObject({ place: fileToken.optional() }), output: nothing },
} as const;
