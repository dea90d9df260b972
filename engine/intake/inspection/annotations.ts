import type { InspectionFinding } from '../../../shared/finding.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import type { Pdfium } from '../../pdf/pdfium.ts';

// fpdf_annot.h. Links, pop-ups (windows of other annotations), form widgets and printers' marks are not notes of a person.
const names: Readonly<Record<number, string>> = {
  1: 'note', 3: 'text box', 4: 'line', 5: 'rectangle', 6: 'circle', 7: 'polygon', 8: 'line', 9: 'highlight', 10: 'underline', 11: 'underline', 12: 'strike-out', 13: 'stamp', 14: 'insertion mark', 15: 'drawing',
  17: 'attached file', 18: 'sound', 19: 'film', 21: 'screen', 24: 'watermark', 25: '3D object', 26: 'media object', 28: 'redaction mark',
};
const link = 2;
const attachedFile = 17;
const redactionMark = 28;
const hiddenFlags = 0b10_0010;

/** Findings on the annotations of an open page: comments, marks, stamps, drawings, redactions that were marked but never applied. */
export function findAnnotations(pdfium: Pdfium, page: number, geometry: PageGeometry, pageNumber: number): InspectionFinding[] {
  const { api, withMemory, view } = pdfium;
  const findings: InspectionFinding[] = [];
  const count = api.FPDFPage_GetAnnotCount(page);
  for (let index = 0; index < count; index++) {
    const annotation = api.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype: number = api.FPDFAnnot_GetSubtype(annotation);
    const text = [readString(pdfium, annotation, 'Contents'), readString(pdfium, annotation, 'T')].filter((part) => part !== '').join(' — ');
    const hidden = (api.FPDFAnnot_GetFlags(annotation) & hiddenFlags) !== 0;
    const rect = withMemory(16, (box) => {
      if (!api.FPDFAnnot_GetRect(annotation, box)) return undefined;
      const f = (at: number): number => view().getFloat32(box + at, true);
      return geometry.toDisplay(f(0), f(12), f(8), f(4));
    });
    api.FPDFPage_CloseAnnot(annotation);
    const name = names[subtype];
    if (name === undefined && !(subtype === link && text !== '' && hidden)) continue;
    const message = subtype === redactionMark
      ? 'A passage is marked for redaction, but the redaction was never applied: all of it is still in the file.'
      : `An annotation (${name ?? 'link'}) lies on the page${hidden ? ' and is hidden' : ''}. Its text, author and time go along with the file.`;
    findings.push({ code: subtype === attachedFile ? 'attachment' : 'annotation', page: pageNumber, ...(rect === undefined ? {} : { rect }), ...(text === '' ? {} : { text }), message });
  }
  return findings;
}

function readString(pdfium: Pdfium, annotation: number, key: string): string {
  const { api, withMemory, heap } = pdfium;
  const bytes: number = api.FPDFAnnot_GetStringValue(annotation, key, 0, 0);
  if (bytes <= 2) return '';
  return withMemory(bytes, (pointer) => {
    api.FPDFAnnot_GetStringValue(annotation, key, pointer, bytes);
    return Buffer.from(heap().slice(pointer, pointer + bytes - 2)).toString('utf16le').trim();
  });
}
