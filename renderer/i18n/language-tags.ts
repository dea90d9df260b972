const tag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/u;

/** Splits "en, uk" into its tags; undefined when one is none. */
export function languageTags(text: string): readonly string[] | undefined {
  const tags = text.split(/[\s,;]+/u).filter((part) => part !== '');
  return tags.length > 0 && tags.every((part) => tag.test(part)) ? tags : undefined;
}
