import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { sha256Hex } from '../integrity/index.ts';
import { fingerprintModules, fingerprintWords, formatSshPublicKey, knownSigner, parseRecipient, parseSshPublicKey, signerPrincipal, type KnownSigner } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';

/** Somebody whose key was compared by another way than a file, and pinned. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  /** `ssh-ed25519 AAAA…`. */
  readonly sshPublicKey: string;
  readonly fingerprint: string;
  /** `age1…`, to which releases and answers for them are encrypted. */
  readonly recipient?: string;
  readonly pinnedAt: string;
}

/** What two people compare to see that they hold the same key. */
export interface KeyDescription {
  readonly sshPublicKey: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** Twelve words to read out. */
  readonly words: readonly string[];
  /** The fingerprint as a QR code: rows of `0` and `1`. */
  readonly qr: readonly string[];
}

const contactKind = 'contact';

/** Puts a key into forms that can be compared. `usage` when it is none of the kind ssh-ed25519. */
export function describeKey(line: string): Result<KeyDescription, Failure> {
  const key = parseSshPublicKey(line);
  if (!key.ok) return key;
  const { key: raw, fingerprint } = key.value;
  return success({ sshPublicKey: formatSshPublicKey(raw), fingerprint, words: fingerprintWords(raw), qr: fingerprintModules(raw) });
}

/** Pinned contacts, in order of name. */
export function listContacts(vault: Vault): readonly Contact[] {
  return vault.records.list(contactKind).map(({ value }) => value as unknown as Contact).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The pinned contacts as known signers, for verifying. */
export function pinnedSigners(vault: Vault): readonly KnownSigner[] {
  return listContacts(vault).flatMap((contact) => {
    const known = knownSigner(contact);
    return known.ok ? [known.value] : [];
  });
}

/** Pinned contacts and this case's own key: whose releases are known here. */
export function knownHere(vault: Vault): readonly KnownSigner[] {
  const own = knownSigner(vault.identity);
  return [...pinnedSigners(vault), ...(own.ok ? [own.value] : [])];
}

/**
 * Pins a contact's key. A contact of that name with another key is an alarm, not a change: `verification-failed`, unless `replace` says that the new key
 * was compared. `usage` for a key or name that is none, `recipient-invalid`.
 */
export function pinContact(vault: Vault, contact: { readonly name: string; readonly sshPublicKey: string; readonly recipient?: string | undefined; readonly replace?: boolean | undefined }): Result<Contact, Failure> {
  const name = contact.name.trim();
  if (name === '') return refusal(failure('usage', 'A contact needs a name.'));
  const key = parseSshPublicKey(contact.sshPublicKey);
  if (!key.ok) return key;
  const recipient = contact.recipient === undefined ? undefined : parseRecipient(contact.recipient);
  if (recipient?.ok === false) return recipient;
  const { key: raw, fingerprint } = key.value;
  const namesakes = listContacts(vault).filter((known) => signerPrincipal(known.name) === signerPrincipal(name) && known.fingerprint !== fingerprint);
  if (namesakes.length > 0 && contact.replace !== true) {
    return refusal(failure('verification-failed', 'The key changed: "{{name}}" is pinned with {{fingerprint}}. Compare the new key with them by another way before you replace it.', { subject: name, values: { name, fingerprint: namesakes[0]?.fingerprint ?? '' } }));
  }
  const pinned: Contact = {
    id: sha256Hex(raw).slice(0, 32), name, sshPublicKey: formatSshPublicKey(raw), fingerprint, pinnedAt: new Date().toISOString(),
    ...(contact.recipient === undefined ? {} : { recipient: contact.recipient }),
  };
  vault.transaction(() => {
    for (const { id } of namesakes) vault.records.remove(contactKind, id);
    vault.records.put(contactKind, pinned.id, { ...pinned });
    vault.appendEvent({ action: 'contact-pinned', object: fingerprint, facts: { replaced: namesakes.length } });
  });
  return success(pinned);
}

/** Forgets a contact. `usage` when there is none of that id or fingerprint. */
export function removeContact(vault: Vault, which: string): Result<Contact, Failure> {
  const contact = listContacts(vault).find(({ id, fingerprint }) => id === which || fingerprint === which);
  if (contact === undefined) return refusal(failure('usage', 'There is no such contact.', { subject: which }));
  vault.transaction(() => {
    vault.records.remove(contactKind, contact.id);
    vault.appendEvent({ action: 'contact-removed', object: contact.fingerprint });
  });
  return success(contact);
}
