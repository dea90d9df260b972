import { success } from '../../shared/result.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { logPrinting, logView } from '../operations/log-access.ts';
import type { ShownPicture } from '../operations/shown-picture.ts';
import type { PageViewer, ViewedDocument } from '../operations/view-pages.ts';
import type { BundlePreview } from '../operations/preview-bundle.ts';
import type { Handlers } from './dispatch.ts';
import { unknownDocument } from './document-handlers.ts';
import type { ServingContext } from './serving-context.ts';

type ViewingHandlers = Pick<Handlers, 'documentPages' | 'expectDocument' | 'pageWords' | 'notePrinting'>;

/** Answers what the window asks about the pages of a document. */
export function viewingHandlers({ session }: ServingContext, viewer: PageViewer): ViewingHandlers {
  return {
    documentPages: ({ document, edition, from }) => session.use(async (vault) => {
      const pages = await viewer.sizes(vault, { document, edition }, from ?? 0);
      if (pages.ok) logView(vault, { document, edition });
      return pages;
    }),
    expectDocument: ({ document }) => session.use((vault) => {
      viewer.expect(vault, { document });
      return success({});
    }),
    pageWords: ({ document, page, edition }) => session.use(async (vault) => {
      const words = await viewer.words(vault, { document, edition }, page);
      if (words.ok) logView(vault, { document, edition });
      return words;
    }),
    notePrinting: ({ document, edition, pages }) => session.use((vault) => {
      if (!vault.documents.has(document)) return unknownDocument(document);
      logPrinting(vault, { document, edition }, pages);
      return success({});
    }),
  };
}

const address = /^\/page\/(?<document>[a-z0-9][a-z0-9-]{0,99})\/(?<page>[1-9]\d{0,6})$/;
const lowestDpi = 8;
const highestDpi = 600;

/** Answers `/page/<document>/<page>?dpi=&edition=` with a picture of that page, or with undefined where there is none. */
export async function pagePicture({ session }: ServingContext, viewer: PageViewer, url: URL): Promise<ShownPicture | undefined> {
  const { document, page } = address.exec(url.pathname)?.groups ?? {};
  const dpi = Number(url.searchParams.get('dpi') ?? '96');
  const edition = url.searchParams.get('edition') ?? undefined;
  if (document === undefined || page === undefined || !(dpi >= lowestDpi && dpi <= highestDpi)) return undefined;
  const viewed: ViewedDocument = { document: document as DocumentId, edition };
  const picture = await session.use(async (vault) => {
    const shown = await viewer.picture(vault, viewed, { page: Number(page), dpi });
    if (shown.ok) logView(vault, viewed);
    return shown;
  });
  return picture.ok ? picture.value : undefined;
}

const previewAddress = /^\/preview\/(?<edition>[a-z0-9][a-z0-9-]{0,39})\/(?<part>[a-z]{1,20})\/(?<page>[1-9]\d{0,6})$/;

/** Answers `/preview/<edition>/<part>/<page>?dpi=` with a picture of the part that `previewBundle` prepared last. */
export async function previewPicture({ session }: ServingContext, preview: BundlePreview, url: URL): Promise<ShownPicture | undefined> {
  const { edition, part, page } = previewAddress.exec(url.pathname)?.groups ?? {};
  const dpi = Number(url.searchParams.get('dpi') ?? '96');
  if (edition === undefined || part === undefined || page === undefined || !(dpi >= lowestDpi && dpi <= highestDpi)) return undefined;
  const picture = await session.use(() => preview.picture({ edition, part, page: Number(page), dpi }));
  return picture.ok ? picture.value : undefined;
}
