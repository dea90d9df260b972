export { detectLanguages } from './detect-languages.ts';
export { foldForSearch } from './fold-for-search.ts';
export { ocrLanguageOf, ocrLanguages, type OcrLanguage } from './ocr-languages.ts';
export { findNativeTesseract } from './native-tesseract.ts';
export { readDocument, type ReadOptions, type RecognitionEngine } from './read-document.ts';
export { matchesText } from './match-text.ts';
export { findOnPage, foldingWords, type FoldWord, type PageHit } from './search-on-page.ts';
export { parseSearchQuery, type SearchExpression } from './search-query.ts';
