import { PDFDict, PDFName, PDFNumber, PDFRef, PDFStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { fieldEntry } from './field-looks.ts';
import { key } from './known-name.ts';

const hiddenFlags = 0b10_0010; // Hidden, NoView: ISO 32000-1, table 165

/** Whether an annotation stays out of sight. */
export function isHidden(dict: PDFDict, context: PDFContext): boolean {
  const flags = context.lookup(dict.get(key('F')));
  return flags instanceof PDFNumber && (flags.asNumber() & hiddenFlags) !== 0;
}

/** The look of an annotation; `state` where its value says which of several it is, and the annotation itself does not. */
interface AnnotationLook {
  readonly ref: PDFRef;
  readonly stream: PDFStream;
  readonly state?: PDFName;
}

/** The normal look of an annotation in the state that it is in (ISO 32000-1, 12.5.5): `blank` where that state shows nothing, undefined where it brings none. */
export function lookOfAnnotation(dict: PDFDict, context: PDFContext): AnnotationLook | 'blank' | undefined {
  const appearance = context.lookup(dict.get(key('AP')));
  const normal = appearance instanceof PDFDict ? appearance.get(key('N')) : undefined;
  const states = context.lookup(normal);
  if (!(states instanceof PDFDict)) return lookAt(normal);
  const [own, value] = [dict.get(key('AS')), fieldEntry(dict, 'V', context)];
  if (own instanceof PDFName) return states.has(own) ? lookAt(states.get(own)) : 'blank';
  if (value instanceof PDFName && states.has(value)) return lookAt(states.get(value), value);
  return states.has(key('Off')) ? lookAt(states.get(key('Off'))) : 'blank';

  function lookAt(ref: PDFObject | undefined, state?: PDFName): AnnotationLook | undefined {
    const stream = context.lookup(ref);
    return stream instanceof PDFStream && ref instanceof PDFRef ? { ref, stream, ...(state === undefined ? {} : { state }) } : undefined;
  }
}
