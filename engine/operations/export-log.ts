import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { appendLeaf, canonicalJson, leafHash, nodesInMemory, noteVerifierKey, openCheckpoint, treeRoot } from '../integrity/index.ts';
import type { Vault } from '../vault/index.ts';
import { writeNewFiles, type ProduceFile } from './write-new-file.ts';

export interface ExportedLog {
  readonly events: number;
  /** Signed head over exactly the exported lines; also written beside them as `OUT.checkpoint`. */
  readonly checkpoint: string;
  /** Key of the checkpoint's signature, as tools for C2SP signed notes take it. */
  readonly verifierKey: string;
}

/**
 * Writes the event log as JSON lines, each the canonical JSON (RFC 8785) whose RFC 6962 leaf hash is in the tree, and its signed head beside it. The
 * root is computed from the lines as they are written and must be the signed one. Codes: `verification-failed`, and those of writing a file.
 */
export async function exportLog(vault: Vault, { out }: { readonly out: string }): Promise<Result<ExportedLog, Failure>> {
  const nodes = nodesInMemory();
  const checkpoint = vault.checkpoint();
  const signer = { name: `custodia.case/${vault.caseId}`, publicKey: vault.identity.publicKey };
  const head = openCheckpoint(checkpoint, [signer]);
  if (head === undefined) throw new Error('a checkpoint that its own case cannot open');
  let events = 0;
  const writeEvents: ProduceFile<undefined> = async (write) => {
    for (const event of vault.events()) {
      if (events === head.size) break;
      const leaf = canonicalJson(event);
      appendLeaf(nodes, events, leafHash(Buffer.from(leaf)));
      events += 1;
      await write(Buffer.from(`${leaf}\n`));
    }
    if (events !== head.size || !Buffer.from(treeRoot(nodes, events)).equals(head.root)) return refusal(failure('verification-failed', 'The event log does not have the root that its head is signed over. Nothing was written.', { subject: out }));
    return success(undefined);
  };
  const written = await writeNewFiles([{ out, content: writeEvents }, { out: `${out}.checkpoint`, content: Buffer.from(checkpoint) }]);
  return written.ok ? success({ events, checkpoint, verifierKey: noteVerifierKey(signer) }) : written;
}
