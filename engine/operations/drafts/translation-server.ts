import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { parseServerAddress } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { refuseReceived } from '../received-release.ts';

/** A server outside that the user confirmed for this case: its masked text may be sent there, and nowhere else. */
export interface TranslationServer {
  /** In the spelling of `parseServerAddress`. */
  readonly address: string;
  readonly confirmedAt: string;
  /** Fingerprint of the identity that confirmed it. */
  readonly confirmedBy: string;
  /** What the server asks of its users, where it does. */
  readonly apiKey?: string;
}

const kind = 'translation-server';
const confirmedId = 'confirmed';

/** The server that is confirmed for this case; undefined where none is, as in every new case. */
export function translationServer(vault: Vault): TranslationServer | undefined {
  return vault.records.get(kind, confirmedId) as unknown as TranslationServer | undefined;
}

/** Confirms an address for this case, in the place of any before; no connection is made. Fails with `usage` for an address that is none, `case-read-only` in a received case. */
export function confirmTranslationServer(vault: Vault, { address, apiKey }: { readonly address: string; readonly apiKey?: string | undefined }): Result<TranslationServer, Failure> {
  const closed = refuseReceived(vault);
  if (closed !== undefined) return closed;
  const parsed = parseServerAddress(address);
  if (!parsed.ok) return parsed;
  const server: TranslationServer = { address: parsed.value.text, confirmedAt: new Date().toISOString(), confirmedBy: vault.identity.fingerprint, ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }) };
  vault.transaction(() => {
    vault.records.put(kind, confirmedId, { ...server });
    vault.appendEvent({ action: 'translation-server-confirmed', facts: { address: server.address } });
  });
  return success(server);
}

/** Withdraws the confirmation, which also ends a draft that is being made there; its key is forgotten. Fails with `usage` where none stands. */
export function withdrawTranslationServer(vault: Vault): Result<undefined, Failure> {
  const server = translationServer(vault);
  if (server === undefined) return refusal(failure('usage', 'No translation server is confirmed for this case.'));
  vault.transaction(() => {
    vault.records.remove(kind, confirmedId);
    vault.appendEvent({ action: 'translation-server-withdrawn', facts: { address: server.address } });
  });
  return success(undefined);
}
