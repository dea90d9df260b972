import { open, rm } from 'node:fs/promises';
import type { ObjectId } from '../../shared/identifiers.ts';
import { caseFolder } from './case-folder.ts';
import type { Keyring } from './keyring.ts';
import { endStream, objectHeaderBytes, parseObjectHeader, resumeObject } from './object-format.ts';
import { listObjectFiles } from './object-store.ts';
import type { ObjectTable } from './object-table.ts';

/**
 * Removes object files that a crash left before their row was written, so that nobody was ever told of them: whole, of this case, and in no
 * list. A file that this case's keys did not make stays where it is, for the check to name. Answers how many files went.
 */
export async function collectOrphans(folder: string, keyring: Keyring, objects: ObjectTable): Promise<number> {
  let removed = 0;
  for await (const { id } of listObjectFiles(folder)) {
    if (objects.get(id) !== undefined || !(await isOwnObject(folder, keyring, id))) continue;
    await rm(caseFolder.object(folder, id));
    removed += 1;
  }
  return removed;
}

async function isOwnObject(folder: string, keyring: Keyring, id: ObjectId): Promise<boolean> {
  const header = Buffer.alloc(objectHeaderBytes);
  const file = await open(caseFolder.object(folder, id), 'r');
  try {
    if ((await file.read(header, 0, objectHeaderBytes, 0)).bytesRead !== objectHeaderBytes) return false;
  } finally {
    await file.close();
  }
  const about = parseObjectHeader(header);
  const wrappingKey = about?.id === id ? keyring.key(about.compartment, 'objects ', about.epoch) : undefined;
  const stream = wrappingKey === undefined ? undefined : resumeObject(keyring.caseId, header, wrappingKey);
  if (stream === undefined) return false;
  endStream(stream);
  return true;
}
