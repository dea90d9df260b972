/** Font files of generated pages, as packages carry them. */
export const typesetFontFiles: readonly string[] = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  '@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
  '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  '@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf',
];

/** Fonts of East Asian scripts: large, and loaded only when the text asks for them. */
export const eastAsianFontFiles: readonly string[] = [
  '@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
  '@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf',
  '@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf',
  '@embedpdf/fonts-kr/fonts/NotoSansKR-Bold.otf',
];

/** Fonts whose letters are set as several glyphs. */
export const complexFontFiles: readonly string[] = typesetFontFiles.filter((file) => /-(arabic|hebrew|thai)\//u.test(file));

/** Their names, such as `NotoSans_400Regular`. */
export const typesetFonts: readonly string[] = [...typesetFontFiles, ...eastAsianFontFiles].map((file) => file.slice(file.lastIndexOf('/') + 1, file.lastIndexOf('.')));
