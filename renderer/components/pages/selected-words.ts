export interface SelectedWords {
  /** 1-based. */
  readonly page: number;
  readonly indexes: readonly number[];
}

/** The words that the reader has selected within an element, page by page. */
export function selectedWords(root: Element): readonly SelectedWords[] {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return [];
  const pages = new Map<number, number[]>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-page] [data-word]')) {
    if (!range.intersectsNode(element) || touchesOnlyEdge(range, element)) continue;
    const page = Number(element.closest<HTMLElement>('[data-page]')?.dataset['page']);
    pages.set(page, [...(pages.get(page) ?? []), Number(element.dataset['word'])]);
  }
  return [...pages].map(([page, indexes]) => ({ page, indexes }));
}

function touchesOnlyEdge(range: Range, element: HTMLElement): boolean {
  const text = element.firstChild;
  if (text === null) return true;
  if (range.startContainer === text && range.startOffset >= (text.textContent ?? '').length) return true;
  return range.endContainer === text && range.endOffset === 0;
}
