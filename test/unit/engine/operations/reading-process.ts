// Reads a case's documents until it is killed: `reading-process.ts CASE`. Prints a line for each page that is done.
import { createEngine } from '../../../../engine/operations/engine.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { openVault } from '../../../../engine/vault/index.ts';

const vault = await openVault({ folder: process.argv[2] ?? '', passphrase: 'seven horses cross the river' });
if (!vault.ok) throw new Error(vault.failure.code);
await readDocuments(createEngine(), vault.value, {}, { report: ({ done }) => process.stdout.write(`${done}\n`) });
