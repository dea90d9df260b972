import { rm } from 'node:fs/promises';
import type { CaseHead } from '../../shared/case-model/bundle.ts';
import type { ObjectId } from '../../shared/identifiers.ts';
import { backupCase } from './backup-case.ts';
import { caseFolder } from './case-folder.ts';
import { listMembers } from './case-member.ts';
import { changePassphrase } from './change-passphrase.ts';
import { checkCase } from './check-case.ts';
import { closeCase } from './close-case.ts';
import { signLogHead } from './event-log.ts';
import { compartmentNames } from './keyring-file.ts';
import { makeRecoveryShares, makeRecoverySheet } from './make-recovery.ts';
import { readMeta, writeMeta } from './meta.ts';
import { readObject, writeObject, type ObjectRow } from './object-store.ts';
import { damageOfDocument } from './object-owners.ts';
import { openObjectTable } from './object-table.ts';
import type { OpenCase } from './open-case.ts';
import { rememberIdentity } from './remembered-identity.ts';
import { openBundleTable } from './tables/bundle-table.ts';
import { openCustodyTable } from './tables/custody-table.ts';
import { openDocumentTable } from './tables/document-table.ts';
import { openFindingTable } from './tables/finding-table.ts';
import { openPageTextTable } from './tables/page-text-table.ts';
import { openPersonTable } from './tables/person-table.ts';
import { openRecordTable } from './tables/record-table.ts';
import { openRedactionTable } from './tables/redaction-table.ts';
import { openReleaseTable } from './tables/release-table.ts';
import { openRenditionTable } from './tables/rendition-table.ts';
import { openSearchTable } from './tables/search-table.ts';
import { openTranslationTable } from './tables/translation-table.ts';
import { VaultDamage } from './vault-damage.ts';
import type { Vault } from './vault.ts';

/** Joins the parts of an open case into the one thing that operations work with. */
export function assembleVault(parts: OpenCase): Vault {
  const { folder, readOnly, identity, keyring, databases, log, inventory } = parts;
  const { work, persons } = databases;
  const objects = openObjectTable(work);
  let closed = false;

  function objectRow(id: ObjectId): ObjectRow {
    const row = objects.get(id);
    if (row === undefined) throw new VaultDamage('An object that this case refers to is not in its list.', { subject: id });
    return row;
  }

  async function* readRow(row: ObjectRow): AsyncGenerator<Uint8Array> {
    try {
      yield* readObject(folder, keyring, row);
    } catch (error) {
      throw damageOfDocument(work, row.id, error);
    }
  }

  const vault: Vault = {
    caseId: keyring.caseId, folder, readOnly, identityFile: parts.identityFile, identity,
    compartments: compartmentNames.filter((name) => keyring.has(name)),
    head() {
      const head = readMeta<CaseHead>(work, 'head');
      if (head === undefined) throw new VaultDamage('The head of this case is missing.');
      return head;
    },
    setHead: (head) => writeMeta(work, 'head', head),
    inPlace: () => databases.inPlace(),
    async putObject(chunks, options = {}) {
      if (readOnly) throw readOnlyError();
      const row = await writeObject(folder, keyring, chunks, options);
      try {
        objects.add(row);
      } catch (error) {
        await rm(caseFolder.object(folder, row.id), { force: true });
        throw error;
      }
      return { objectId: row.id, sha256: row.sha256, bytes: row.bytes };
    },
    readObject: (id) => readRow(objectRow(id)),
    async readWholeObject(id) {
      const row = objectRow(id);
      const whole = new Uint8Array(row.bytes);
      let filled = 0;
      for await (const chunk of readRow(row)) {
        whole.set(chunk, filled);
        filled += chunk.length;
      }
      return whole;
    },
    async removeObject(id) {
      objects.remove(id);
      inventory?.touch();
      await rm(caseFolder.object(folder, id), { force: true });
    },
    documents: openDocumentTable(work),
    renditions: openRenditionTable(work),
    pageTexts: openPageTextTable(work),
    search: openSearchTable(work),
    redactions: openRedactionTable(work),
    bundle: openBundleTable(work),
    releases: openReleaseTable(work),
    custody: openCustodyTable(work),
    findings: openFindingTable(work),
    persons: openPersonTable(persons),
    translations: openTranslationTable(work),
    records: openRecordTable(work),
    transaction<T>(run: () => T): T {
      return work.transaction(() => {
        const answer = run();
        if (answer instanceof Promise) throw new TypeError('a transaction is synchronous: do the waiting before it');
        return answer;
      }).immediate();
    },
    appendEvent(event) {
      const logged = log.append(event, identity.fingerprint);
      inventory?.touch();
      return logged;
    },
    events: (from) => log.events(from),
    eventAt: (index) => log.eventAt(index),
    eventCount: () => log.count(),
    checkpoint: () => signLogHead(log, keyring.caseId, identity),
    inclusionProof: (index, size) => log.inclusionProof(index, size),
    consistencyProof: (from, to) => log.consistencyProof(from, to),
    remember: (options) => rememberIdentity(parts, options),
    makeRecoverySheet: (print) => makeRecoverySheet(parts, print),
    makeRecoveryShares: (scheme, print) => makeRecoveryShares(parts, scheme, print),
    members: () => listMembers(keyring),
    check: (options = {}) => checkCase(parts, options),
    backup: (target, options = {}) => backupCase(parts, target, options),
    changePassphrase: (change) => changePassphrase(parts, change),
    async close() {
      if (closed) return;
      closed = true;
      await closeCase(parts);
    },
  };
  return vault;
}

function readOnlyError(): Error {
  return Object.assign(new Error('this case was opened read-only'), { code: 'SQLITE_READONLY' });
}
