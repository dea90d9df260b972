import type { Rect } from './geometry.ts';

/** What an inspection of a PDF can find: things that are there but not seen, or that say more than the page. */
export const inspectionCodes = [
  'hidden-text', 'covered-text', 'outside-crop', 'hidden-layer', 'earlier-revision', 'annotation',
  'attachment', 'script', 'metadata', 'thumbnail', 'form-value',
] as const;
export type InspectionCode = (typeof inspectionCodes)[number];

/** One thing that an inspection found, and what it means for disclosure. */
export interface InspectionFinding {
  readonly code: InspectionCode;
  /** 1-based; absent when it concerns the whole file. */
  readonly page?: number;
  readonly rect?: Rect;
  /** The text that is there but not seen. Evidence: shown to the user, never logged. */
  readonly text?: string;
  readonly message: string;
}

/** Something about a document of the case that a person should know before release; never a refusal. */
export interface Finding {
  /** Document id. */
  readonly document: string;
  readonly code: string;
  readonly page?: number;
  readonly message: string;
}
