interface TrustedTypeFactory {
  createPolicy(name: string, rules: { readonly createHTML: (html: string) => string }): unknown;
}

/**
 * The window turns no text into HTML. The only HTML sink that a library of ours touches is emptying the live region of React Aria;
 * the default policy lets exactly the empty string pass and refuses everything else.
 */
export function refuseHtml(): void {
  const factory = (globalThis as { readonly trustedTypes?: TrustedTypeFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (html) => {
      if (html === '') return html;
      throw new TypeError('The window makes no HTML from text.');
    },
  });
}
