export { changeMembers, type ChangeMembersOptions, type MemberInvitation } from './change-members.ts';
export { createVault } from './create-vault.ts';
export { makeIdentityFile, type MakeIdentityOptions } from './make-identity-file.ts';
export { openVault } from './open-vault.ts';
export { recoverVault, type RecoverVaultOptions } from './recover-vault.ts';
export { openRememberedVault, readVaultId, type OpenRememberedOptions } from './open-remembered-vault.ts';
export type { RememberOptions } from './remembered-identity.ts';
export { VaultDamage } from './vault-damage.ts';
export { caseMoved, vaultFailure } from './vault-failure.ts';
export type { PrintRecovery, RecoverySheet, RecoveryShares } from './make-recovery.ts';
export type { KeyStore } from './key-store.ts';
export type { CaseMember } from './case-member.ts';
export type { CreateVault, CreateVaultOptions, KeyDerivationCost, OpenVault, OpenVaultOptions } from './vault-options.ts';
export type {
  CheckOptions, CompartmentName, ConsistencyProof, InclusionProof, IntegrityFault, IntegrityReport, LoggedEvent, NewEvent, PutObjectOptions,
  StoredObject, Vault, VaultIdentity,
} from './vault.ts';
export type { BundleTable } from './tables/bundle-table.ts';
export type { CustodyEntry, CustodyTable } from './tables/custody-table.ts';
export type { DocumentChange, DocumentTable, StoredDocument } from './tables/document-table.ts';
export type { FindingTable } from './tables/finding-table.ts';
export type { PageTextTable } from './tables/page-text-table.ts';
export type { PersonRecords, PersonTable } from './tables/person-table.ts';
export type { JsonValue, RecordTable } from './tables/record-table.ts';
export type { AppliedPlace, AppliedRedaction, NewZone, RedactionTable, ZoneFilter, ZoneRecord, ZoneState, ZoneStep } from './tables/redaction-table.ts';
export type { Disclosure, ReleaseRecord, ReleaseTable } from './tables/release-table.ts';
export type { RenditionTable, StoredRendition } from './tables/rendition-table.ts';
export type { PageToIndex, SearchExpression, SearchHit, SearchLimits, SearchTable } from './tables/search-table.ts';
export type { TranslationTable } from './tables/translation-table.ts';
