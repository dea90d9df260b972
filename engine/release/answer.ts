import { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, writeFileAtomically } from '../integrity/index.ts';
import { encryptAge } from './age/age-file.ts';
import { parseRecipient } from './age/x25519-keys.ts';
import { ArchiveError } from './archive/archive-error.ts';
import { openArchive } from './archive/open-archive.ts';
import { bagFilesOf } from './archive/bag-files.ts';
import { writeTar, type ArchiveFile } from './archive/tar-writer.ts';
import { archiveKey } from './verify-release.ts';
import { signerOf, type SignerFound } from './checks/check-statement.ts';
import { readSigners, type KnownSigner } from './known-signer.ts';
import type { ReleaseSigner } from './make-release.ts';
import { asRefusal } from './release-refusal.ts';
import { parseSshPublicKey } from './ssh-key.ts';
import { signSsh, verifySsh } from './ssh-signature.ts';

/** The namespace of the signature under an answer. */
export const answerNamespace = 'custodia-answer';
const answerFile = 'answer.json';
const signatureFile = 'answer.json.sig';
const maximumAnswerBytes = 64 * 2 ** 20;

const text = z.string().max(100_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const position = z.strictObject({
  /** Exhibit number. */
  exhibit: text,
  /** Of the exhibit as released: the position is taken on exactly this file. */
  sha256,
  stand: z.enum(['agreed', 'contested', 'no-position']),
  reason: text.optional(),
});
const remark = z.strictObject({ exhibit: text, sha256, page: z.int().min(1), rect: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(), text });

const answerShape = z.strictObject({
  format: z.literal('custodia-answer-1'),
  /** The release that it answers, by its signed statement. */
  release: z.strictObject({ id: text, number: z.int().min(0), edition: text, statementSha256: sha256 }),
  case: text,
  at: z.iso.datetime(),
  by: z.strictObject({ name: text, fingerprint: text }),
  positions: z.array(position).max(100_000),
  /** What of one's notes one chose to share, each bound to page and place. */
  remarks: z.array(remark).max(100_000),
  /** The checkpoint of the sender's log, countersigned. */
  checkpoint: z.string().max(65_536).optional(),
});

/** What a recipient says about a release. */
export type Answer = z.infer<typeof answerShape>;

/** Writes an answer, signed by who gives it and encrypted to the sender of the release, as a `.tar.age` of `answer.json` and its SSHSIG. Codes: `recipient-invalid`, `usage` (the signer's key), `disk-full`, `permission-denied`, `file-missing`. */
export async function makeAnswer(answer: Omit<Answer, 'format' | 'by'>, to: { readonly signer: ReleaseSigner; readonly recipient: string; readonly out: string }): Promise<Result<{ readonly out: string }, Failure>> {
  const key = parseSshPublicKey(to.signer.sshPublicKey);
  if (!key.ok) return key;
  const recipient = parseRecipient(to.recipient);
  if (!recipient.ok) return recipient;
  const json = canonicalJson(answerShape.parse({ ...answer, format: 'custodia-answer-1', by: { name: to.signer.name, fingerprint: key.value.fingerprint } }));
  const signature = await signSsh(Buffer.from(json), answerNamespace, { key: key.value.key, sign: to.signer.sign });
  try {
    await writeFileAtomically(to.out, encryptAge(writeTar(filesOf([[answerFile, json], [signatureFile, signature]]), new Date(answer.at)), [recipient.value]));
    return success({ out: to.out });
  } catch (error) {
    return asRefusal(error, to.out);
  }
}

/**
 * Reads an answer that came back: decrypted in memory, its signature checked, the signer compared with the known ones. A signature that does not hold,
 * or an unknown signer where known ones were given, is refused as `verification-failed`; else `release-damaged`, `identity-wrong` or a system code.
 */
export async function readAnswer(path: string, options: { readonly identity: string; readonly signers?: readonly string[] | undefined; readonly pinned?: readonly KnownSigner[] | undefined }): Promise<Result<{ readonly answer: Answer; readonly signer: SignerFound }, Failure>> {
  const known = readSigners(options.signers);
  if (!known.ok) return known;
  const key = await archiveKey(path, options.identity);
  if (!key.ok) return key;
  try {
    const found = new Map<string, Buffer>();
    for await (const file of bagFilesOf(openArchive(path, key.value))) found.set(file.path, await small(file));
    const json = found.get(answerFile);
    const answer = json === undefined ? undefined : parseAnswer(json);
    if (json === undefined || answer === undefined || found.size !== 2) return refusal(failure('release-damaged', 'This is not an answer to a release, or it is damaged.', { subject: path }));
    const verdict = verifySsh(json, answerNamespace, found.get(signatureFile)?.toString('latin1') ?? '');
    if (!verdict.holds || verdict.key.fingerprint !== answer.by.fingerprint) return refusal(failure('verification-failed', 'The signature of the answer does not hold.', { subject: path }));
    const signer = signerOf(verdict.key, { signer: answer.by }, known.value ?? options.pinned ?? []);
    if (signer.standing === 'changed') return refusal(failure('verification-failed', 'The key changed: you know another key of "{{name}}" than {{fingerprint}}, which signed this answer. Ask them by another way.', { subject: path, values: { name: answer.by.name, fingerprint: signer.fingerprint } }));
    if (known.value !== undefined && !signer.known) return refusal(failure('verification-failed', 'The answer is signed with {{fingerprint}}, which is none of the known signers.', { subject: path, values: { fingerprint: verdict.key.fingerprint } }));
    return success({ answer, signer });
  } catch (error) {
    return asRefusal(error, path);
  }
}

function parseAnswer(json: Buffer): Answer | undefined {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'));
    return canonicalJson(value) === json.toString('utf8') ? answerShape.safeParse(value).data : undefined;
  } catch {
    return undefined; // not JSON, or JSON without a canonical form
  }
}

async function* filesOf(entries: readonly (readonly [string, string])[]): AsyncGenerator<ArchiveFile, void, undefined> {
  for (const [path, content] of entries) {
    const bytes = Buffer.from(content);
    yield await Promise.resolve({ path, bytes: bytes.length, open: async function* () { yield await Promise.resolve(bytes); } });
  }
}

async function small(file: ArchiveFile): Promise<Buffer> {
  if (file.bytes > maximumAnswerBytes) throw new ArchiveError('a file in it is too long');
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}
