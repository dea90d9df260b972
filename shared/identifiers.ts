import type { Brand } from './brand.ts';

/** Id of a document in its case: lower-case letters, digits and dashes, chosen by the plan file or made at random. */
export type DocumentId = Brand<string, 'DocumentId'>;
/** Random name of an encrypted object in the vault: 32 hexadecimal digits. */
export type ObjectId = Brand<string, 'ObjectId'>;
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>;
/** 1-based number of a page. */
export type PageNumber = Brand<number, 'PageNumber'>;
/** Whom a bundle is for: `court`, `defence`, `prosecution`, `public` or another name that the case gives. */
export type EditionName = Brand<string, 'EditionName'>;
