import type { CallInput, CallName, CallResult, EventName, EventValue } from './contract.ts';

/** A file or folder that the user chose. `token` stands for it in calls; its path never reaches the window. */
export interface ChosenFile {
  readonly token: string;
  /** Last part of the path. */
  readonly name: string;
  readonly bytes: number;
  readonly kind: 'case' | 'release' | 'file' | 'folder';
}

/** The DOM's `File`, as much of it as can be named without the DOM. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** All that the window can reach of the application: `window.custodia`, the same in both hosts. */
export interface CustodiaBridge {
  readonly host: 'electron' | 'chromium';
  /** Asks the engine; a refusal is a value. Rejects never: a lost engine answers the failure `bug`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** Listens to an event until the returned function is called. */
  on<Name extends EventName>(name: Name, listener: (value: EventValue<Name>) => void): () => void;
  /**
   * Gives tokens for files that the user dropped or chose in an `<input type="file">`: folders too, when dropped.
   * Files that do not stem from the user's disk get no token and are left out.
   */
  tokensFor(files: readonly DroppedFile[]): Promise<readonly ChosenFile[]>;
}

/** Address of a page's picture, to be put into `<img src>`. `edition` shows the page as that edition leaves it. */
export function pageImageAddress(document: string, page: number, options: { readonly dpi: number; readonly edition?: string }): string {
  const edition = options.edition === undefined ? '' : `&edition=${encodeURIComponent(options.edition)}`;
  return `/page/${encodeURIComponent(document)}/${String(page)}?dpi=${String(options.dpi)}${edition}`;
}
