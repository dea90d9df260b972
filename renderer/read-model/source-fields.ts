/** The fields of a document's source, in the order of a custody form. */
export const sourceFields = ['origin', 'collectedBy', 'collectedAt', 'place', 'receivedFrom', 'receivedBy', 'itemNumber', 'sealNumber', 'condition'] as const;
export type SourceField = (typeof sourceFields)[number];
