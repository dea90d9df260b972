import type { InspectionFinding } from '../../../shared/finding.ts';
import { rectsIntersect, unionOfRects, type Rect } from '../../../shared/geometry.ts';
import type { PageGeometry } from '../../pdf/page-geometry.ts';
import type { Pdfium, PdfiumDocument } from '../../pdf/pdfium.ts';
import { textOfWord, type Glyph, type GlyphWord } from './page-glyphs.ts';
import { isCutAway } from './clip-bounds.ts';
import { findOverlaidGlyphs } from './overlaid-glyphs.ts';
import { alike, barShare, drawInk, groundColour, inkSeen, lookAt, pageObjects, type PageInk } from './page-ink.ts';

/** Why a text is not seen. `not-drawn`: on a hidden layer, or in a font that is not here; by itself no finding. */
export type Concealment = 'outside' | 'tiny' | 'inkless' | 'same-colour' | 'transparent' | 'clipped' | 'covered' | 'bar-over-scan' | 'not-drawn';

/** Words that stand in the file and are not seen on the page. */
export interface UnseenWord {
  readonly text: string;
  readonly rect: Rect;
  readonly line: number;
  readonly why: Concealment;
}

/** Type smaller than this is read by nobody. */
const tinyEmPt = 1.5;
/** Less of its ink than this to be seen, and a letter is not seen. */
const seenShare = 0.3;
/** A bar across at least this share of a word's height hides it; letters leave no such bar, not even white ones on black. */
const barHeightShare = 0.55;
/** Pictures that fill at least this share of the page are a scan of it. */
const scanShare = 0.5;

/**
 * Finds the words of an open page that are in the file but not seen on the page: each is judged by the difference that it makes to the drawn page.
 * A text layer over or under a scan is not reported where the scan shows something in its place. Changes the open page: it must not be used afterwards.
 */
export function findUnseenWords(document: PdfiumDocument, page: number, geometry: PageGeometry, words: readonly GlyphWord[]): UnseenWord[] {
  const { pdfium } = document;
  if (words.length === 0) return [];
  const covers = drawnAreas(pdfium, page, geometry);
  const objects = new Set(words.flatMap((word) => word.glyphs.map((glyph) => glyph.object)));
  const overlaid = findOverlaidGlyphs(pdfium, page, words);
  const ink = drawInk(pdfium, page, objects);
  const ground = groundColour(ink.textless);
  const context: Judging = { document, page, geometry, ink, ground, covers, pictureShare: pictureShareOf(covers, geometry), overlaid };
  return words.flatMap((word) => {
    const text = textOfWord(word);
    const { rect } = word;
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    const why = judge(context, word, rect);
    return why === undefined ? [] : [{ text, rect, line: word.line, why }];
  });
}

/** A place that something is drawn on. */
export interface Area {
  readonly rect: Rect;
  readonly picture: boolean;
}

interface Judging {
  readonly document: PdfiumDocument;
  readonly page: number;
  readonly geometry: PageGeometry;
  readonly ink: PageInk;
  readonly ground: readonly [number, number, number];
  readonly covers: readonly Area[];
  /** Share of the page that pictures fill; a scan may come in strips. */
  readonly pictureShare: number;
  readonly overlaid: ReadonlySet<Glyph>;
}

function judge(context: Judging, word: GlyphWord, rect: Rect): Concealment | undefined {
  const { geometry, ink } = context;
  const [x, y, width, height] = rect;
  const [centreX, centreY] = [x + width / 2, y + height / 2];
  if (centreX < 0 || centreY < 0 || centreX > geometry.widthPt || centreY > geometry.heightPt) return 'outside';
  if (word.glyphs.every(({ emPt }) => emPt > 0 && emPt < tinyEmPt)) return 'tiny';
  const inkless = word.glyphs.filter((glyph) => glyph.inkless);
  if (inkless.length === word.glyphs.length) return judgeInkless(context, rect);
  const unseen = word.glyphs.filter((glyph) => !glyph.inkless && !isSeen(context, glyph));
  if (!isMissed(unseen.length, word.glyphs.length)) return undefined;
  return explain(context, unseen, unionOfRects(unseen.map(({ place }) => place)) ?? rect, ink);
}

/** A whole word, three letters, or half of a short word. */
function isMissed(unseen: number, all: number): boolean {
  return unseen === all || unseen >= 3 || (unseen >= 2 && unseen * 2 >= all);
}

function isSeen(context: Judging, glyph: Glyph): boolean {
  const { ink, seen } = inkSeen(context.ink, glyph.box);
  if (ink === 0) return false;
  return seen >= ink * seenShare && !context.overlaid.has(glyph);
}

/** Text without ink: normal over a scan that shows something there, a secret over a bar or an empty place. */
function judgeInkless({ ink }: Judging, rect: Rect): Concealment | undefined {
  const height = rect[3];
  const around = lookAt(ink.textless, rect, ink.pixelsPerPt, [0, height * 0.15]);
  if (barShare(ink.textless, rect, ink.pixelsPerPt) >= barHeightShare) return 'bar-over-scan';
  return around.solid ? 'inkless' : undefined;
}

function explain(context: Judging, unseen: readonly Glyph[], rect: Rect, ink: PageInk): Concealment | undefined {
  const { covers, ground } = context;
  const patch = lookAt(ink.shown, rect, ink.pixelsPerPt, [0, -rect[3] * 0.2]);
  const over = covers.filter((area) => coversCentre(area.rect, rect));
  const scan = context.pictureShare >= scanShare && over.some((area) => area.picture);
  const inkAlone = unseen.reduce((sum, glyph) => sum + inkSeen(ink, glyph.box).ink, 0);
  if (scan && !patch.solid) return undefined; // a page image over or under its own text, which shows the words itself
  if (unseen.every(({ fill }) => fill[3] < 12)) return 'transparent';
  if (inkAlone === 0) {
    if (isCutAway(context.document.pdfium, unseen, context.geometry)) return 'clipped';
    // An empty font is a text layer by other means; a font that is neither embedded nor here says nothing about the page.
    return fontEmbedded(context, unseen) ? judgeInkless(context, rect) : 'not-drawn';
  }
  const fill = unseen[0]?.fill ?? [0, 0, 0, 255];
  if (patch.solid && alike(fill, patch.colour, 24) && alike(patch.colour, ground, 24)) return 'same-colour';
  return over.length > 0 || !alike(patch.colour, ground, 24) ? 'covered' : 'clipped';
}

function coversCentre(area: Rect, rect: Rect): boolean {
  const [x, y] = [rect[0] + rect[2] / 2, rect[1] + rect[3] / 2];
  return rectsIntersect(area, [x - 0.25, y - 0.25, 0.5, 0.5]);
}

function fontEmbedded({ document: { pdfium: { api } } }: Judging, glyphs: readonly Glyph[]): boolean {
  const font = api.FPDFTextObj_GetFont(glyphs[0]?.object ?? 0);
  return font !== 0 && api.FPDFFont_GetIsEmbedded(font) === 1;
}

const pictureType = 3;
const textType = 1;
const formType = 5;

function pictureShareOf(areas: readonly Area[], { widthPt, heightPt }: PageGeometry): number {
  const onPage = ([x, y, width, height]: Rect): number => Math.max(0, Math.min(x + width, widthPt) - Math.max(x, 0)) * Math.max(0, Math.min(y + height, heightPt) - Math.max(y, 0));
  return areas.reduce((sum, { rect, picture }) => sum + (picture ? onPage(rect) : 0), 0) / Math.max(1, widthPt * heightPt);
}

/** Everything drawn on the page but text, annotations included. */
export function drawnAreas(pdfium: Pdfium, page: number, geometry: PageGeometry): Area[] {
  const { api } = pdfium;
  const areas: Area[] = [];
  pdfium.withMemory(16, (box) => {
    const f = (at: number): number => pdfium.view().getFloat32(box + at, true);
    for (const { handle, type, depth } of pageObjects(pdfium, page)) {
      if (type === textType || type === formType || (depth > 0 && type !== pictureType)) continue;
      if (api.FPDFPageObj_GetBounds(handle, box, box + 4, box + 8, box + 12)) areas.push({ rect: geometry.toDisplay(f(0), f(4), f(8), f(12)), picture: type === pictureType });
    }
    const annotations = api.FPDFPage_GetAnnotCount(page);
    for (let index = 0; index < annotations; index++) {
      const annotation = api.FPDFPage_GetAnnot(page, index);
      // FS_RECTF: left, top, right, bottom.
      if (annotation !== 0 && api.FPDFAnnot_GetRect(annotation, box)) areas.push({ rect: geometry.toDisplay(f(0), f(12), f(8), f(4)), picture: false });
      if (annotation !== 0) api.FPDFPage_CloseAnnot(annotation);
    }
  });
  return areas;
}

/** Joins unseen words of one line that are unseen for the same reason. */
export function joinUnseen(words: readonly UnseenWord[], page: number): InspectionFinding[] {
  const runs: UnseenWord[][] = [];
  for (const word of words) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && last.line === word.line && last.why === word.why) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs.flatMap((run) => {
    const rect = unionOfRects(run.map((word) => word.rect));
    const why = run[0]?.why;
    if (rect === undefined || why === undefined || why === 'not-drawn') return [];
    return [{ ...concealments[why], page, rect, text: run.map(({ text }) => text).join(' ') }];
  });
}

const concealments: Readonly<Record<Exclude<Concealment, 'not-drawn'>, Pick<InspectionFinding, 'code' | 'message'>>> = {
  'outside': { code: 'outside-crop', message: 'Text stands outside the visible part of the page. Whoever gets the file can read it.' },
  'tiny': { code: 'hidden-text', message: 'Text is set too small to be read on the page. Whoever gets the file can read it.' },
  'inkless': { code: 'hidden-text', message: 'Invisible text stands where the page shows nothing. Whoever gets the file can select and copy it.' },
  'same-colour': { code: 'hidden-text', message: 'Text has the colour of the page behind it. Whoever gets the file can select and copy it.' },
  'transparent': { code: 'hidden-text', message: 'Text is fully transparent. Whoever gets the file can select and copy it.' },
  'clipped': { code: 'hidden-text', message: 'Text is cut away from view but still in the file. Whoever gets the file can copy it.' },
  'covered': { code: 'covered-text', message: 'Text is covered, not removed: it can be copied from under the cover. This is a failed redaction.' },
  'bar-over-scan': { code: 'covered-text', message: 'The page image is blacked out here, but its text layer still holds the words. This is a failed redaction.' },
};
