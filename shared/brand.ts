declare const brand: unique symbol;

/** A value that must not be mixed with others of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
