/** A QR code of rows of `0` and `1`, with its quiet margin; dark on light in every theme, so that a camera reads it. */
export function QrPicture({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const margin = 4;
  const size = rows.length + 2 * margin;
  const path = rows.flatMap((row, y) => Array.from(row, (module, x) => (module === '1' ? `M${String(x + margin)} ${String(y + margin)}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr-picture" viewBox={`0 0 ${String(size)} ${String(size)}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
