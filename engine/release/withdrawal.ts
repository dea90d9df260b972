import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex, writeFileAtomically } from '../integrity/index.ts';
import type { ReleaseSigner } from './make-release.ts';
import { asRefusal } from './release-refusal.ts';
import { parseSshPublicKey, type SshPublicKey } from './ssh-key.ts';
import { signSsh, verifySsh } from './ssh-signature.ts';

/** The namespace of the signature under a withdrawal: `ssh-keygen -Y verify -n custodia-withdrawal`. */
export const withdrawalNamespace = 'custodia-withdrawal';
export const withdrawalFormat = 'custodia-withdrawal-1';
/** Ending of the signature's file beside the notice. */
export const signatureSuffix = '.sig';

const largestNoticeBytes = 1 << 20;
const text = z.string().max(10_000);

const noticeShape = z.strictObject({
  format: z.literal(withdrawalFormat),
  case: text,
  /** The release that no longer stands, by its signed statement. */
  release: z.strictObject({ id: text, number: z.int().min(0), edition: text, statementSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  at: z.iso.datetime(),
  reason: text,
  signer: z.strictObject({ name: text, fingerprint: text }),
  /** What its sender asks of who has the release, and what cannot be undone, in plain words. */
  notice: text,
});

/** A sender's word that a release no longer stands. */
export type WithdrawalNotice = z.infer<typeof noticeShape>;

/** A notice whose signature holds, and who signed it. */
export interface SignedWithdrawal {
  readonly notice: WithdrawalNotice;
  readonly key: SshPublicKey;
}

/** What every notice says: nothing of a release can be called back. */
export const withdrawalWords = 'This release no longer stands. Do not rely on it, do not pass it on, and destroy every copy of it and of its key where your rules allow. '
  + 'Whoever received it could open it: what was opened, copied, printed or photographed cannot be taken back, and no program can make it unread.';

/**
 * Writes a signed notice that a release is withdrawn: `out`, canonical JSON (RFC 8785), and `out.sig`, SSHSIG. An existing file of that name is left as it is.
 * Codes: `output-exists`, `usage` (the signer's key), `disk-full`, `permission-denied`, `file-missing`.
 */
export async function makeWithdrawal(facts: Omit<WithdrawalNotice, 'format' | 'signer' | 'notice'>, to: { readonly signer: ReleaseSigner; readonly out: string }): Promise<Result<{ readonly out: string; readonly sha256: Sha256 }, Failure>> {
  const key = parseSshPublicKey(to.signer.sshPublicKey);
  if (!key.ok) return key;
  const notice = noticeShape.parse({ ...facts, format: withdrawalFormat, signer: { name: to.signer.name, fingerprint: key.value.fingerprint }, notice: withdrawalWords });
  const json = canonicalJson(notice);
  const signature = await signSsh(Buffer.from(json), withdrawalNamespace, { key: key.value.key, sign: to.signer.sign });
  try {
    for (const file of [to.out, to.out + signatureSuffix]) if (await exists(file)) return refusal(failure('output-exists', 'There is already a file of this name. It was left as it is.', { subject: file }));
    // The notice last: where it is, its signature is.
    await writeFileAtomically(to.out + signatureSuffix, signature);
    await writeFileAtomically(to.out, json);
    return success({ out: to.out, sha256: sha256Hex(json) });
  } catch (error) {
    return asRefusal(error, to.out);
  }
}

/** Reads a notice and the signature beside it. `release-damaged` when it is none, `verification-failed` when the signature does not hold, or a system code. */
export async function readWithdrawal(path: string): Promise<Result<SignedWithdrawal, Failure>> {
  try {
    if ((await stat(path)).size > largestNoticeBytes) return noNotice(path);
    const json = await readFile(path);
    const notice = parseNotice(json);
    if (notice === undefined) return noNotice(path);
    if (!(await exists(path + signatureSuffix))) return refusal(failure('file-missing', 'The signature of the notice is missing: it is the file of the same name that ends in {{ending}}.', { subject: path, values: { ending: signatureSuffix } }));
    const verdict = verifySsh(json, withdrawalNamespace, await readFile(path + signatureSuffix, 'latin1'));
    if (!verdict.holds || verdict.key.fingerprint !== notice.signer.fingerprint) return refusal(failure('verification-failed', 'The signature of the withdrawal does not hold: whoever wrote it is not who it names.', { subject: path }));
    return success({ notice, key: verdict.key });
  } catch (error) {
    return asRefusal(error, path);
  }
}

function noNotice(path: string): Result<never, Failure> {
  return refusal(failure('release-damaged', 'This is not a notice that a release is withdrawn, or it is damaged.', { subject: path }));
}

function parseNotice(json: Buffer): WithdrawalNotice | undefined {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'));
    return canonicalJson(value) === json.toString('utf8') ? noticeShape.safeParse(value).data : undefined;
  } catch {
    return undefined; // not JSON, or JSON without a canonical form
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false);
}
