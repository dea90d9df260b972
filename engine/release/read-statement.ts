import { open, readFile, stat } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { archiveForm } from './archive/open-archive.ts';
import { readStatement as parseStatement } from './checks/check-statement.ts';
import { readRelease } from './read-release.ts';
import { checkpointPath, signaturePath, statementPath } from './release-contents.ts';
import { asRefusal } from './release-refusal.ts';
import { releaseNamespace, type ReleaseStatement } from './release-statement.ts';
import type { SshPublicKey } from './ssh-key.ts';
import { verifySsh } from './ssh-signature.ts';

/** The statement of a release, as it was read from one of its forms. */
export interface StatementFound {
  readonly statement: ReleaseStatement;
  /** Exactly as it was signed. */
  readonly bytes: Buffer;
  /** Whose signature over it holds; absent where there is no signature beside it. */
  readonly signedBy?: SshPublicKey;
  /** The head of the custody log in it; absent where the statement came alone. */
  readonly checkpoint?: string;
}

const largestBytes = 128 * 2 ** 20;
const wanted = new Set([statementPath, signaturePath, checkpointPath]);

/**
 * Reads the statement of a release: from a `release.json` (with `release.json.sig` where it lies beside it), a folder, an archive or an encrypted archive.
 * Whether the rest of the release is whole is not looked at: `verifyRelease` does that. `verification-failed` when a signature is there and does not hold;
 * `release-damaged`, `identity-wrong` or a system code.
 */
export async function readStatement(path: string, options: { readonly identity?: string | undefined; readonly signal?: AbortSignal | undefined } = {}): Promise<Result<StatementFound, Failure>> {
  const found = new Map<string, Buffer>();
  try {
    const alone = (await archiveForm(path)) === 'tar' && (await startsAsJson(path));
    if (alone) {
      if ((await stat(path)).size > largestBytes) return noStatement(path);
      found.set(statementPath, await readFile(path));
      const signature = await readFile(`${path}.sig`).catch(() => undefined);
      if (signature !== undefined) found.set(signaturePath, signature);
    } else {
      const read = await readRelease(path, options, async (file) => {
        if (!wanted.has(file.path) || file.bytes > largestBytes) return;
        const chunks: Uint8Array[] = [];
        for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
        found.set(file.path, Buffer.concat(chunks));
      });
      if (!read.ok) return read;
    }
  } catch (error) {
    return asRefusal(error, path, options.signal);
  }
  return judged(path, found);
}

function judged(path: string, found: ReadonlyMap<string, Buffer>): Result<StatementFound, Failure> {
  const bytes = found.get(statementPath);
  const statement = bytes === undefined ? undefined : parseStatement(bytes);
  if (bytes === undefined || statement === undefined) return noStatement(path);
  const signature = found.get(signaturePath)?.toString('latin1');
  const checkpoint = found.get(checkpointPath)?.toString('utf8');
  const verdict = signature === undefined ? undefined : verifySsh(bytes, releaseNamespace, signature);
  if (verdict !== undefined && (!verdict.holds || verdict.key.fingerprint !== statement.signer.fingerprint)) {
    return refusal(failure('verification-failed', 'The signature of the release does not hold.', { subject: path }));
  }
  return success({ statement, bytes, ...(verdict?.holds === true ? { signedBy: verdict.key } : {}), ...(checkpoint === undefined ? {} : { checkpoint }) });
}

async function startsAsJson(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(1);
    await file.read(head, 0, 1, 0);
    return head[0] === 0x7b;
  } finally {
    await file.close();
  }
}

function noStatement(path: string): Result<never, Failure> {
  return refusal(failure('release-damaged', 'This is not a release and not the statement of one (release.json), or it is damaged.', { subject: path }));
}
