import { PDFArray, PDFDict, PDFNumber, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import { isHidden, lookOfAnnotation } from './annotation-look.ts';
import { AppendedUpdate } from './appended-update.ts';
import { FieldLooks, type FieldToTypeset } from './field-looks.ts';
import { key } from './known-name.ts';
import { parseOnDemand } from './parse-on-demand.ts';
import { listSourcePages, readBox, type SourcePage } from './source-pages.ts';
import type { TypesetFields } from './typeset-fields.ts';
import { typesetLooks } from './typeset-looks.ts';

/** What became of the fields of a PDF that have a value which they do not show. */
export interface FieldsDrawn {
  /** The file with the looks behind its own bytes; absent where nothing was drawn. */
  readonly pdf?: Uint8Array;
  /** Pages where a value is drawn now, and pages where one is still not seen; 1-based, each once. */
  readonly drawn: readonly number[];
  readonly unseen: readonly number[];
  /** Fields whose letters the plain font lacks. */
  readonly toTypeset: readonly FieldToTypeset[];
}

/**
 * Draws the values of form fields where no look shows them, so that whatever paints or reads the pages sees what readers show. The file's own bytes stay; the looks are an update behind them, with which the form no longer asks
 * for looks to be made. Throws `OddSyntax` for a file that is not plainly written.
 */
export function drawFields(bytes: Uint8Array, typeset?: TypesetFields): FieldsDrawn {
  const source = parseOnDemand(bytes);
  const { context, catalog } = source;
  const pages = listSourcePages(source).map((page, index) => ({ page, number: index + 1, widgets: widgetsOf(page, source) })).filter(({ widgets }) => widgets.length > 0);
  if (pages.length === 0) return { drawn: [], unseen: [], toTypeset: [] };
  const update = new AppendedUpdate(source);
  const looks = new FieldLooks(update, catalog, typeset === undefined ? undefined : typesetLooks(typeset, update));
  const [drawn, unseen] = [new Set<number>(), new Set<number>()];
  const seen = new Map<PDFDict, Set<number>>();
  for (const { page, number, widgets } of pages) {
    for (const widget of widgets) {
      // Listed on two pages it is drawn once, and told of both.
      const told = seen.get(widget.dict) ?? drawField(widget, page);
      seen.set(widget.dict, told ?? new Set());
      told?.add(number);
    }
  }
  const { toTypeset } = looks;
  if (drawn.size === 0) return { drawn: [], unseen: [...unseen], toTypeset };
  leaveLooks();
  looks.finish();
  return { pdf: update.finish(), drawn: [...drawn], unseen: [...unseen], toTypeset };

  // The set of pages that the field belongs to; undefined for one that is as it should be.
  function drawField(widget: Widget, page: SourcePage): Set<number> | undefined {
    const { dict } = widget;
    const look = lookOfAnnotation(dict, context);
    const rect = readBox(context.lookup(dict.get(key('Rect'))), numberOf);
    if (isHidden(dict, context) || rect === undefined || look === 'blank' || !looks.hasValue(dict)) return undefined;
    if (look !== undefined && !looks.isStale(dict, look.stream)) {
      if (look.state === undefined) return undefined;
      // Readers differ on what a button shows that does not say itself whether it is chosen.
      dict.set(key('AS'), look.state);
      change(widget, page);
      return drawn;
    }
    const made = looks.lookOf(dict, rect);
    if (made === undefined) return unseen;
    const form = PDFRef.of(Number.parseInt(made.form, 10));
    const state = looks.stateOf(dict);
    if (state !== undefined) dict.set(key('AS'), state);
    dict.set(key('AP'), context.obj({ N: state === undefined ? form : context.obj({ [state.decodeText()]: form }) }));
    change(widget, page);
    return drawn;
  }

  function change({ dict, ref, list, at }: Widget, page: SourcePage): void {
    if (ref !== undefined) {
      update.change(ref);
      return;
    }
    // One that stands in the list itself gets a number of its own.
    const own = PDFRef.of(update.reserve());
    update.writeText(own.objectNumber, dict.toString());
    list.set(at, own);
    const holder = page.dict.get(key('Annots'));
    if (holder instanceof PDFRef) update.change(holder);
    else if (page.ref !== undefined) update.change(page.ref);
  }

  // A reader that made looks by itself would put its own in the place of these.
  function leaveLooks(): void {
    const holder = catalog.get(key('AcroForm'));
    const form = context.lookup(holder);
    if (!(form instanceof PDFDict) || !form.has(key('NeedAppearances'))) return;
    form.delete(key('NeedAppearances'));
    const root = source.crossReference.trailer.get(key('Root'));
    const changed = holder instanceof PDFRef ? holder : root;
    if (changed instanceof PDFRef) update.change(changed);
  }

  function numberOf(value: PDFObject | undefined): number | undefined {
    const found = context.lookup(value);
    return found instanceof PDFNumber ? found.asNumber() : undefined;
  }
}

interface Widget {
  readonly dict: PDFDict;
  readonly ref: PDFRef | undefined;
  readonly list: PDFArray;
  readonly at: number;
}

function widgetsOf({ dict: page }: SourcePage, { context }: ReturnType<typeof parseOnDemand>): Widget[] {
  const list = context.lookup(page.get(key('Annots')));
  if (!(list instanceof PDFArray)) return [];
  return list.asArray().flatMap((entry, at): Widget[] => {
    const dict = context.lookup(entry);
    return dict instanceof PDFDict && dict.get(key('Subtype')) === key('Widget') ? [{ dict, ref: entry instanceof PDFRef ? entry : undefined, list, at }] : [];
  });
}
