/** A stream of one chunk. */
// eslint-disable-next-line @typescript-eslint/require-await -- nothing to wait for
export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
