/** What a verification looks at, as stable codes; the window has words for each. */
export const checkNames = [
  'bag', 'files-complete', 'file-hash', 'manifest-sha512', 'statement', 'signature', 'signer', 'signed-files', 'exhibit-list', 'exhibit',
  'redaction-proof', 'translation-link', 'custody-checkpoint', 'custody-event', 'custody-consistency', 'previous-release', 'sealed-item', 'countersignature', 'trusted-time', 'bundle-page', 'court-result', 'withdrawal',
] as const;
export type CheckName = (typeof checkNames)[number];
