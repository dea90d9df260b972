/** Why a rule of a court is not met, or could not be checked: each with its English sentence, whose `{{values}}` come with the outcome. */
export const courtReasons = {
  'protected': 'The file is encrypted or restricts what may be done with it.',
  'no-zoom': 'The file does not say at which zoom it opens.',
  'other-zoom': 'The file opens at {{percent}} %.',
  'bookmarks-hidden': 'The bookmarks are not shown when the file is opened.',
  'no-title': 'The file has no title.',
  'title-hidden': 'The title is set but the file name is shown instead.',
  'no-language': 'The file does not state its language.',
  'too-large': 'The file has {{mb}} MB.',
  'too-long': 'The file has {{pages}} pages.',
  'active-content': 'The file carries scripts, attached files or actions that lead out of it.',
  'by-person': 'A person has to look at this.',
  'by-person-without-index': 'A person has to look at this; no index was found to help.',
  'link-nowhere': 'A link on these pages leads nowhere.',
  'not-searchable': 'These pages show text or lines that cannot be searched.',
  'not-portrait': 'These pages are not portrait.',
  'not-landscape': 'These pages are not landscape.',
  'page-size': 'These pages have another size.',
  'font-missing': 'These pages use a font that is not in the file.',
  'other-number': 'Page {{page}} is stamped {{found}}.',
  'no-numbers': 'No page numbers were found in the margins.',
  'number-missing': 'These pages have no number where the others have it.',
  'number-turned': 'The number does not read upright on these pages.',
  'number-invisible': 'The number is in the text of these pages but cannot be seen.',
  'number-elsewhere': 'The numbers stand at another place of the page than the court asks.',
  'not-by-section': 'These pages are not numbered by section.',
  'no-index': 'No index with links was found at the front.',
  'entry-unlinked': 'The entry for page {{printed}} is not linked.',
  'index-without-links': 'The index has no links.',
  'entry-nowhere': 'An entry of the index leads nowhere.',
  'entry-elsewhere': 'The entry for page {{printed}} leads to page {{target}}.',
  'no-bookmarks': 'The file has no bookmarks.',
  'bookmarks-nowhere': 'Bookmarks that lead nowhere: {{number}}.',
  'document-unmarked': 'A document of the index has no bookmark.',
  'bookmark-without-page': 'The text of a bookmark does not give the page that it leads to.',
  'nothing-to-compare': 'No index with links was found to compare with.',
  'bookmark-words': 'The bookmark of these pages has other words than the index.',
  'sideways': 'The text of these pages is sideways or upside down.',
  'direction-unknown': 'These pages have no text by which to tell which way up they are; the others are upright.',
  'label-differs': 'The page label is not what is stamped on these pages.',
  'no-labels': 'The file has no page labels, and its stamps differ from its page numbers.',
  'too-sharp': 'Pictures on these pages have more than {{dpi}} dpi.',
  'too-coarse': 'Scans on these pages have less than {{dpi}} dpi.',
  'index-elsewhere': 'The index stands in the first file of the bundle.',
} as const;

export type CourtReason = keyof typeof courtReasons;
export const courtReasonCodes = Object.keys(courtReasons) as [CourtReason, ...CourtReason[]];
export type CourtReasonValues = Readonly<Record<string, string | number>>;

/** The English sentence of a reason, for the terminal. */
export function courtSentence(reason: CourtReason, values: CourtReasonValues = {}): string {
  return courtReasons[reason].replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''));
}
