/** How far a long action is. */
export interface Progress {
  /** What is being done, as a stable code: `take-in`, `render`, `read`, `redact`, `prove`, `build`, `package`, `encrypt`, `verify`. */
  readonly step: string;
  readonly done: number;
  readonly total: number;
  /** What `done` and `total` count. */
  readonly unit: 'documents' | 'pages' | 'bytes' | 'checks';
  /** Id of the document at hand, never its name. */
  readonly document?: string;
}

export type ReportProgress = (progress: Progress) => void;
