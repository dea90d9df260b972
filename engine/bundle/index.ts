export { assembleBundle, type AssembledBundle, type AssembleOptions } from './assemble-bundle.ts';
export { entryLabel, type BundleEntry, type BundlePlan, type BundleSection, type Numbering, type PlacedEntry } from './bundle-plan.ts';
