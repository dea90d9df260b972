import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { previewPart, type PreviewPart } from '../bundle/index.ts';
import { openPdfSession, type PdfSession } from '../pdf/pdf-session.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { plannedBundle } from './plan-pages.ts';
import { shownPicture, type ShownPicture } from './shown-picture.ts';

/** Parts of a bundle shown before it is built; the last one prepared is kept, in a worker. */
export interface BundlePreview {
  /** Makes the pages of a part as an edition's bundle would have them now. Fails as typesetting does. */
  prepare(vault: Vault, edition: string, part: PreviewPart): Promise<Result<{ readonly pages: number }, Failure>>;
  /** Picture of a page (1-based) of what was prepared last. Fails with `usage` for anything else. */
  picture(shown: { readonly edition: string; readonly part: string; readonly page: number; readonly dpi: number }): Promise<Result<ShownPicture, Failure>>;
  forget(): void;
}

/** Makes a preview that shares the engine's workers. */
export function createBundlePreview({ pools }: Engine): BundlePreview {
  let current: { readonly key: string; readonly session: PdfSession } | undefined;
  const forget = (): void => {
    current?.session.close();
    current = undefined;
  };
  return {
    async prepare(vault, edition, part) {
      forget();
      const pdf = await previewPart(pools, plannedBundle(vault, edition), part);
      if (!pdf.ok) return pdf;
      const session = await openPdfSession(pools.document, pdf.value);
      if (!session.ok) return session;
      forget();
      current = { key: `${edition}/${part}`, session: session.value };
      return success({ pages: session.value.pages.length });
    },
    picture({ edition, part, page, dpi }) {
      if (current?.key !== `${edition}/${part}` || page > current.session.pages.length) return Promise.resolve(refusal(failure('usage', 'This preview has not been prepared.')));
      return shownPicture(current.session, pools.image, { page, dpi });
    },
    forget,
  };
}
