import type { Migration } from './migration.ts';
import { persons0001Register } from './persons-0001-register.ts';
import { work0001Case } from './work-0001-case.ts';

export { migrate, schemaNumber } from './migration.ts';

export const workMigrations: readonly Migration[] = [work0001Case];
export const personsMigrations: readonly Migration[] = [persons0001Register];
