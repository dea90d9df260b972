/** Whether this is a language as the case writes it: BCP 47, such as `uk` or `sr-Latn`. */
export function isLanguageTag(text: string): boolean {
  return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(text);
}
