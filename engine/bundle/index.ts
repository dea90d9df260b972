export { assembleBundle, type AssembledBundle, type AssembleOptions } from './assemble-bundle.ts';
export { likelyIndexPages } from './bundle-index.ts';
export { entryLabel, type BundleEntry, type BundlePlan, type BundleSection, type Numbering, type PlacedEntry } from './bundle-plan.ts';
export { assemblePdfs, type PlainAssembly } from './assemble-pdfs.ts';
export { exhibitStatuses, makeExhibitList, type ExhibitList, type ExhibitListEntry, type ExhibitListHead, type ExhibitStatus } from './exhibit-list.ts';
export { courtProfile, courtProfiles } from './court-profiles.ts';
export { checkPdf } from './check-pdf.ts';
