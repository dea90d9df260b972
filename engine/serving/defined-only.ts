/** Drops keys whose value is undefined, which the contract lets through and the case model does not. */
export function definedOnly<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
