import serialize from 'canonicalize';

/**
 * Writes a value as canonical JSON (RFC 8785): one text for one value, whatever the order of its keys. Keys whose value is undefined are
 * left out. Throws on what JSON cannot hold (NaN, infinities, lone surrogates, functions).
 */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  if (!text.isWellFormed()) throw new TypeError('text with a lone surrogate has no canonical form');
  return text;
}

/** The UTF-8 bytes of the canonical JSON of a value: what is hashed and signed. */
export function canonicalJsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

