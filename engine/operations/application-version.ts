import { readFileSync } from 'node:fs';

const description = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };

/** Version of the application, as its package says. */
export const applicationVersion = description.version;
