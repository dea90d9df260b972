import { pageImageAddress } from '../../../shared/ipc/bridge.ts';

/** What a viewer shows. */
export interface Pictured {
  readonly document: string;
  readonly edition: string | undefined;
  /** Grows when the pictures of the edition were made anew. */
  readonly revision: number;
}

/** Address of a page's picture, another one for each revision. */
export function pictureAddress({ document, edition, revision }: Pictured, page: number, dpi: number): string {
  return `${pageImageAddress(document, page, { dpi, ...(edition === undefined ? {} : { edition }) })}${revision === 0 ? '' : `&v=${String(revision)}`}`;
}
