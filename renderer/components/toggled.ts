/** A list with an item added or taken out. */
export function toggled<T>(list: readonly T[], item: T, on: boolean): readonly T[] {
  return on ? [...list, item] : list.filter((other) => other !== item);
}
