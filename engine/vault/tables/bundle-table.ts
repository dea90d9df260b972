import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { SqlDatabase } from '../encrypted-database.ts';
import { readMeta, writeMeta } from '../meta.ts';

/** The one bundle of the case, from which each edition is made. */
export interface BundleTable {
  get(): Bundle | undefined;
  put(bundle: Bundle): void;
}

export function openBundleTable(database: SqlDatabase): BundleTable {
  return {
    get: () => readMeta<Bundle>(database, 'bundle'),
    put: (bundle) => writeMeta(database, 'bundle', bundle),
  };
}
