import type { PageSize, Rect } from './geometry.ts';

/** One word on a page, in reading order. */
export interface Word {
  readonly text: string;
  readonly rect: Rect;
  /** 0-based line on the page; words of one line share it. */
  readonly line: number;
  /** 0 to 1 as the OCR engine gives it; absent for text that the document itself carries. */
  readonly confidence?: number;
  /** As it was recognised, where a person has compared the word with the page: `text` is then what they made of it. */
  readonly read?: string;
}

/** The text of one page with the place of each word. */
export interface PageText extends PageSize {
  /** 1-based. */
  readonly page: number;
  /** `text`: the document carried it; `ocr`: it was recognised; `none`: there is nothing to read. */
  readonly source: 'text' | 'ocr' | 'none';
  /** BCP 47 language found for the page or given by the user; absent when not known. */
  readonly language?: string;
  readonly words: readonly Word[];
  /** Boxes of form fields, where the page has any: how large text is set in them may follow from how long it is. */
  readonly fields?: readonly Rect[];
}
