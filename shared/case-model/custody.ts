export const custodyActions = [
  'case-created', 'case-opened', 'document-taken-in', 'document-refused', 'document-read', 'document-described', 'word-checked', 'document-viewed', 'document-printed', 'translation-paired',
  'redaction-proposed', 'redaction-approved', 'redaction-rejected', 'redaction-removed', 'redaction-applied', 'redaction-contested', 'redaction-upheld', 'redaction-lifted', 'redaction-undone', 'bundle-built', 'exhibits-numbered', 'exhibit-status-set', 'release-made', 'release-verified', 'release-opened',
  'release-withdrawn', 'person-viewed', 'key-changed', 'member-added', 'member-removed', 'recovery-used', 'case-exported', 'checkpoint-countersigned',
  'translation-requested', 'translation-sent', 'translation-received', 'translation-reviewed', 'translation-certified', 'translation-superseded', 'original-replaced', 'machine-draft-made', 'translation-server-confirmed', 'translation-server-withdrawn', 'draft-text-sent', 'difference-looked-at', 'difference-reopened',
  'person-changed', 'person-removed', 'measure-recorded', 'consent-recorded', 'consent-withdrawn',
  'answer-made', 'answer-taken-in', 'contact-pinned', 'contact-removed', 'trusted-time-kept',
] as const;
export type CustodyAction = (typeof custodyActions)[number];

/** One entry of the event log. Never a name or text of evidence in it: ids and hashes only. */
export interface CustodyEvent {
  /** 0-based position in the log. */
  readonly index: number;
  /** ISO 8601 time, UTC. */
  readonly at: string;
  /** Fingerprint of the identity that acted. */
  readonly actor: string;
  readonly action: CustodyAction;
  /** Id of the document, edition or release that it concerns. */
  readonly object?: string;
  /** SHA-256 of the bytes that it concerns. */
  readonly sha256?: string;
  readonly reason?: string;
  /** Further facts: counts, versions, codes. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}
