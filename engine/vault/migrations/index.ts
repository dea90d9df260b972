import type { Migration } from './migration.ts';
import { persons0001Register } from './persons-0001-register.ts';
import { persons0002Measures } from './persons-0002-measures.ts';
import { persons0003Accesses } from './persons-0003-accesses.ts';
import { work0001Case } from './work-0001-case.ts';
import { work0002Translations } from './work-0002-translations.ts';

export { migrate, schemaNumber, type Migration } from './migration.ts';

export const workMigrations: readonly Migration[] = [work0001Case, work0002Translations];
export const personsMigrations: readonly Migration[] = [persons0001Register, persons0002Measures, persons0003Accesses];
