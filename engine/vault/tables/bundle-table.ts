import type { Bundle } from '../../../shared/case-model/bundle.ts';

/** The one bundle of the case, from which each edition is made. */
export interface BundleTable {
  get(): Bundle | undefined;
  put(bundle: Bundle): void;
}
