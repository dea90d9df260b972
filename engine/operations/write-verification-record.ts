import path from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { WindowLanguage } from '../../shared/languages.ts';
import { makeVerificationRecord, type RecordFacts, type Verification } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import { applicationVersion } from './application-version.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';
import { writeNewFiles } from './write-new-file.ts';

export interface WriteRecord {
  /** Name of the file that was verified. */
  readonly file: string;
  /** Of that file; absent for a folder. */
  readonly sha256?: string | undefined;
  /** Place of the PDF; the JSON, and where it is signed its signature, go beside it. */
  readonly out: string;
  /** Of the PDF; English where none is given. The JSON is in English always. */
  readonly language?: WindowLanguage | undefined;
  /** Whose key signs it; none: it is not signed. */
  readonly signer?: Vault | undefined;
}

/** Writes what a verification found as PDF and as JSON, signed (SSHSIG, `custodia-verification`) where a signer is given. Answers the files. Fails as writing and typesetting do. */
export async function writeVerificationRecord(engine: Engine, verification: Verification, request: WriteRecord, options: RunOptions = {}): Promise<Result<readonly string[], Failure>> {
  const { identity } = request.signer ?? {};
  const facts: RecordFacts = {
    file: path.basename(request.file), at: new Date().toISOString(), tool: `Custodia ${applicationVersion}`, language: request.language ?? 'en',
    ...(request.sha256 === undefined ? {} : { sha256: request.sha256 }),
    ...(identity === undefined ? {} : { signer: { name: identity.name, sshPublicKey: identity.sshPublicKey, sign: (message: Uint8Array) => identity.sign(message) } }),
  };
  const record = await makeVerificationRecord(engine.pools, verification, facts, options.signal);
  if (!record.ok) return record;
  const base = path.join(path.dirname(request.out), path.basename(request.out).replace(/\.pdf$/i, ''));
  const { pdf, json, signature } = record.value;
  const files = [{ out: `${base}.pdf`, content: pdf }, { out: `${base}.json`, content: json }, ...(signature === undefined ? [] : [{ out: `${base}.json.sig`, content: Buffer.from(signature) }])];
  return writeNewFiles(files);
}
