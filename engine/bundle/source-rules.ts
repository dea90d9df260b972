import { PDFArray, PDFDict, PDFName, PDFStream, type PDFObject } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';

/** What of a source was changed or left out on the way into the bundle; `page` is 1-based in the source. */
export interface SourceFinding {
  readonly code: SourceFindingCode;
  readonly page?: number;
  readonly message: string;
}

const messages = {
  'script-left-out': 'A script of the document is not carried into the bundle.',
  'attachment-left-out': 'A file attached inside the PDF is not carried into the bundle; it remains in the original.',
  'action-left-out': 'A link or button that starts a program, opens another file or sends data is not carried into the bundle.',
  'link-left-out': 'A link leads to no page of the document and is not carried into the bundle.',
  'media-left-out': 'Sound, video or a 3D object is not carried into the bundle; its picture on the page is.',
  'form-flattened': 'The form fields are kept as they look and can no longer be filled in.',
  'field-look-made': 'A form field had a value that it did not show; it is drawn as its value says, in a plain font.',
  'field-without-look': 'A form field has a value but no look of its own; it is not shown in the bundle.',
  'field-hidden': 'A hidden form field is not carried into the bundle.',
  'signature-not-carried': 'The document carries a digital signature, which holds for its original file only. Hand the original over beside the bundle.',
  'tags-not-carried': 'The accessibility tags of the document cannot be read and are not carried into the bundle; each of its pages is one paragraph.',
  'layer-hidden': 'A layer that the document hides stays hidden.',
  'portfolio': 'The document is a portfolio: only its cover pages are bundled.',
  'dynamic-form': 'The document is a dynamic (XFA) form: only its fallback pages are bundled.',
  'page-damaged': 'A page of the document is damaged and was drawn from what could be read.',
  'repaired': 'The document was damaged or protected and was rewritten before it was bundled.',
  'as-images': 'The document could only be bundled as pictures of its pages.',
  'pages-differ': 'The document has another number of pages than was recorded for it.',
} as const;
export type SourceFindingCode = keyof typeof messages;

/** Gathers findings, each code once a page. */
export class SourceFindings {
  readonly #found = new Map<string, SourceFinding>();

  add(code: SourceFindingCode, page?: number): void {
    this.#found.set(`${code} ${page ?? ''}`, { code, ...(page === undefined ? {} : { page }), message: messages[code] });
  }

  list(): SourceFinding[] {
    return [...this.#found.values()];
  }
}

const [type, subtype, action, embedded] = [key('Type'), key('S'), key('S'), key('EF')];
const pageTypes = new Set(['Page', 'Pages', 'Catalog', 'StructElem', 'StructTreeRoot', 'Template'].map(key));
const scriptActions = new Set([key('JavaScript'), key('Rendition')]);
const outwardActions = new Set(['Launch', 'GoToR', 'GoToE', 'SubmitForm', 'ImportData', 'ResetForm', 'Hide', 'Movie', 'Sound', 'Thread', 'SetOCGState', 'RichMediaExecute', 'GoTo3DView', 'Trans'].map(key));

/** Says what may not be copied wherever it is reached: pages as such, actions that run or lead out, files inside the file. */
export function replacedObject(object: PDFObject, findings: SourceFindings, goTo: (action: PDFDict) => string | undefined): string | undefined {
  const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined;
  if (dict === undefined) return undefined;
  const kind = dict.get(type);
  if (kind instanceof PDFName) {
    if (pageTypes.has(kind)) return 'null';
    if (kind === key('EmbeddedFile') || kind === key('Filespec') || kind === key('F')) {
      findings.add('attachment-left-out');
      return 'null';
    }
  }
  if (dict.has(embedded)) {
    findings.add('attachment-left-out');
    return 'null';
  }
  const name = dict.get(action);
  if (!(name instanceof PDFName) || object instanceof PDFStream) return undefined;
  if (scriptActions.has(name)) {
    findings.add('script-left-out');
    return 'null';
  }
  if (outwardActions.has(name)) {
    findings.add('action-left-out');
    return 'null';
  }
  if (name === key('GoTo')) {
    const destination = goTo(dict);
    return destination === undefined ? 'null' : `<</S/GoTo/D ${destination}>>`;
  }
  return undefined;
}

/** Notes what the file as a whole carries that a bundle does not. */
export function noteFileContents({ context, catalog }: ParsedPdf, findings: SourceFindings): void {
  const dictAt = (from: PDFDict | undefined, name: string): PDFDict | undefined => {
    const found = from === undefined ? undefined : context.lookup(from.get(key(name)));
    return found instanceof PDFDict ? found : undefined;
  };
  const names = dictAt(catalog, 'Names');
  const opening = dictAt(catalog, 'OpenAction');
  if (names?.has(key('JavaScript')) === true || catalog.has(key('AA')) || opening?.get(subtype) === key('JavaScript')) findings.add('script-left-out');
  if (names?.has(key('EmbeddedFiles')) === true || catalog.has(key('AF'))) findings.add('attachment-left-out');
  if (catalog.has(key('Collection'))) findings.add('portfolio');
  const form = dictAt(catalog, 'AcroForm');
  if (form?.has(key('XFA')) === true) findings.add('dynamic-form');
  const fields = form === undefined ? undefined : context.lookup(form.get(key('Fields')));
  if (fields instanceof PDFArray && fields.size() > 0) findings.add('form-flattened');
}
