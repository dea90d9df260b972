import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';

/** Target of a link to another file of the same bundle, which cannot be followed from here. */
export const inOtherFile = -1;

/** A link on a page: where it is, and the page it leads to, 0 for nowhere. Links out of the file are none. */
export interface LinkFact {
  readonly rect: Rect;
  readonly target: number;
}

/** What a check needs to know of one page, as displayed. */
export interface PageFacts {
  readonly widthPt: number;
  readonly heightPt: number;
  /** Words in the outer margins, where numbers and headers stand. */
  readonly marginWords: readonly (Word & { readonly upright: boolean; readonly visible: boolean })[];
  /** All words; empty for pages after the first ones, to save room. */
  readonly words: readonly Word[];
  readonly bodyWords: number;
  /** Letters of the body that read left to right, and all of them, of those looked at. */
  readonly uprightLetters: number;
  readonly letters: number;
  /** What a page without body words looks like: nothing on it, text, or a picture. */
  readonly looks: 'blank' | 'typed' | 'picture' | undefined;
  readonly links: readonly LinkFact[];
  /** Resolutions of pictures that cover at least a twentieth of the page, and of those that cover half of it. */
  readonly mostDpi: number | undefined;
  readonly leastDpi: number | undefined;
  readonly unembeddedFont: boolean;
  readonly label: string | undefined;
}

/** A bookmark: its depth from 1, and its page, 0 for nowhere. */
export interface BookmarkFact {
  readonly title: string;
  readonly depth: number;
  readonly page: number;
}

/** What a check needs to know of a PDF. */
export interface PdfFacts {
  readonly bytes: number;
  readonly protected: boolean;
  readonly pages: readonly PageFacts[];
  readonly bookmarks: readonly BookmarkFact[];
  /** Zoom of the opening action, 1 for 100 %; undefined where it does not say. */
  readonly opensAt: number | undefined;
  readonly pageMode: string | undefined;
  readonly hasLabels: boolean;
  readonly title: string;
  readonly displaysTitle: boolean;
  readonly language: string;
  /** Scripts, attachments, actions that start programs. */
  readonly activeContent: readonly string[];
}
